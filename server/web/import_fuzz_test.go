package web

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/table/tabletest"
	"ciaw/server/workplace"
)

// shelf keeps workplaces in memory.
type shelf struct {
	workplace.Store
	all map[id.Workplace]checkin.Workplace
}

func (s shelf) FindWorkplace(_ context.Context, number id.Workplace) (checkin.Workplace, bool, error) {
	w, found := s.all[number]
	return w, found, nil
}

// FuzzImport: whatever the bytes are, the answer is a refusal or tells of every
// line in which something stands.
func FuzzImport(f *testing.F) {
	for _, text := range []string{
		"Nr;Naam\r1Y1000003EQCZ;x\r1Y1000NF9KCQZ;y", "Lijst\n\nNr,Naam\n\n1Y1000003EQCZ,x\n,,\n1Y1000003EQCZ,x,z\n", "sep=|\nNr|Sector|GPS\n1Y1000003EQCZ|bouw|50,85 4,35\n",
		"Nr;Naam\n1Y1000003EQCZ;\"x\n1Y1000NF9KCQZ;y\"z\n", "\xff\xfeN\x00r\x00\n\x00", "1Y1000003EQCZ;x\n", "Nr;Begin\u00851Y1000003EQCZ;03/06/2026\u0085", "Nr\n\xe9\x82\x8e\n", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
		"Werfcode;Naam\n1Y1000003EQCZ;x\n", "Nr;Naam\n#N/A;1,23E+10\n", "PK\x03\x04",
	} {
		f.Add([]byte(text), "", false)
		f.Add([]byte(text), "number,name", true)
	}
	f.Add(tabletest.Workbook(f, map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData><row><c t="str"><v>Nr</v></c></row><row><c t="str"><v>1Y1000003EQCZ</v></c><c t="e"><v>#REF!</v></c></row></sheetData></worksheet>`,
	}), "", false)
	company := id.NewKey(time.Now())
	known, err := id.ParseWorkplace("1Y1000003EQCZ")
	if err != nil {
		f.Fatal(err)
	}
	h := &handler{Register: Register{Workplaces: &workplace.Service{
		Store: shelf{all: map[id.Workplace]checkin.Workplace{known: {Number: known, Name: "Loods", Sector: checkin.Construction, Address: "Kaai 1", Company: company}}},
		Now:   time.Now,
	}}}
	who := checkin.UserActor(checkin.Member{User: checkin.User{Entitlements: []checkin.Entitlement{checkin.MayWorkplaces}}, Company: checkin.Company{ID: company, Confirmed: true}}, checkin.Desktop)
	f.Fuzz(func(t *testing.T, file []byte, columns string, monthFirst bool) {
		p := api.ImportWorkplacesParams{DryRun: true, Columns: columns}
		if monthFirst {
			p.Days = api.ImportWorkplacesParamsDaysMonthFirst
		}
		answer, err := h.ImportWorkplaces(context.WithValue(t.Context(), infoKey{}, &requestInfo{actor: who}), api.ImportWorkplacesRequestObject{Params: p, Body: bytes.NewReader(file)})
		if err != nil {
			if fault.Foreign(err) || len(fault.All(err)) == 0 {
				t.Fatalf("no refusal: %v", err)
			}
			return
		}
		rows := answer.(api.ImportWorkplaces200JSONResponse).Rows
		if len(rows) == 0 || columns != "" || !utf8.Valid(file) || bytes.ContainsAny(file, "\"\x00") || bytes.HasPrefix(file, []byte("PK")) {
			return
		}
		if told, want := len(rows), linesFrom(string(file), rows[0].Row); told < want {
			t.Fatalf("%d rows are told of %d lines", told, want)
		}
	})
}

// linesFrom counts the lines in which something stands, from one on.
func linesFrom(text string, first int) (n int) {
	text = strings.NewReplacer("\r\r\n", "\n", "\r\n", "\n", "\r", "\n", "\u0085", "\n").Replace(strings.TrimPrefix(text, "\ufeff"))
	lines := strings.Split(text, "\n")
	if len(lines[0]) < 10 && strings.HasPrefix(strings.ToLower(lines[0]), "sep=") {
		lines = lines[1:]
	}
	for i, line := range lines {
		if i+1 >= first && strings.Trim(line, " \t;,|\u00a0\u202f\u200b\ufeff") != "" {
			n++
		}
	}
	return n
}
