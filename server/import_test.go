package server_test

import (
	"fmt"
	"strings"
	"testing"

	"ciaw/api"
	"ciaw/server/table/tabletest"
)

func TestTablesOfWorkplacesInFourLanguages(t *testing.T) {
	r := serve(t)
	manager := as(t, r, "manager")
	send := func(file string) []api.ImportOutcome {
		return told[api.ImportOutcomes](t, manager.do(t, "POST", "/api/v1/workplaces/import", file)).Rows
	}
	for number, file := range map[string]string{
		"1Y1000003EQCZ": "number;name;sector;address;opensOn;closesOn;client;latitude;longitude\nNR;School;construction;Kaai 1, 9000 Gent;2026-03-01;2027-12-31;Stad;51.05;3.72",
		"1Y1000NF9KCQZ": "Naam;Nummer;Sector;Adres;Begin;Einde;Opdrachtgever;Breedtegraad;Lengtegraad\nSchool;NR;Bouw;Kaai 1, 9000 Gent;1/3/2026;31/12/2027;Stad;51,05;3,72",
		"1Y102TG6Z4BDZ": "Numéro;Nom;Secteur;Adresse;Début;Fin;Maître d'ouvrage;Latitude;Longitude;Remarques\nNR;School;construction;Kaai 1, 9000 Gent;01-03-2026;31-12-2027;Stad;51.05;3.72;x",
		"1Y1000004FQCZ": "Nummer;Bezeichnung;Sektor;Adresse;Beginn;Ende;Bauherr;Breite;Länge\nNR;School;Bau;Kaai 1, 9000 Gent;1.3.2026;31.12.2027;Stad;51,05;3,72",
	} {
		file = strings.Replace(file, "NR", number, 1)
		for try, added := range []bool{true, false} {
			rows := send(file)
			if len(rows) != 1 || rows[0].Problem != nil {
				t.Fatalf("%s, try %d: %+v", number, try, rows)
			}
			equal(t, number+" added", rows[0].Added, added)
			equal(t, number+" changed", rows[0].Changed, false) // the second time it was so before
		}
		d := told[api.WorkplaceDetails](t, manager.do(t, "GET", "/api/v1/workplaces/"+number, ""))
		w := d.Workplace
		equal(t, number+" name", w.Name, "School")
		equal(t, number+" sector", w.Sector, "construction")
		equal(t, number+" opens on", w.OpensOn, "2026-03-01")
		equal(t, number+" closes on", w.ClosesOn, "2027-12-31")
		equal(t, number+" client", d.Client, "Stad")
		if d.Position == nil {
			t.Fatalf("%s has no position", number)
		}
		equal(t, number+" latitude", d.Position.Latitude, 51.05)
		equal(t, number+" longitude", d.Position.Longitude, 3.72)
	}
	rows := send("number;name;sector;address\n1Y1000003EQCZ;School;construction;Kaai 2\nnonsense;School;construction;Kaai 2\n1Y1000NF9KCQZ;;ships;\n")
	if len(rows) != 3 || rows[1].Problem == nil || rows[2].Problem == nil {
		t.Fatalf("one good, two bad: %+v", rows)
	}
	equal(t, "the good one changed", rows[0].Changed, true)
	equal(t, "mistakes of the last", len(rows[2].Problem.Errors), 3)
	equal(t, "row of the last", rows[2].Row, 4)
	for _, file := range []string{"1Y1000003EQCZ;School\n", "\x89PNG\r\n"} {
		refused(t, manager.do(t, "POST", "/api/v1/workplaces/import", file), 422, "table_heading_unknown")
	}
}

// TestAnImportIsSeenBeforeItIsDone: a dry run says what would become of each row,
// and leaves everything as it was.
func TestAnImportIsSeenBeforeItIsDone(t *testing.T) {
	r := serve(t)
	manager := as(t, r, "manager")
	send := func(query, file string) api.ImportOutcomes {
		return told[api.ImportOutcomes](t, manager.do(t, "POST", "/api/v1/workplaces/import"+query, file))
	}
	there := told[api.WorkplaceDetails](t, manager.do(t, "GET", "/api/v1/workplaces/"+r.place(), "")).Workplace
	file := "Nummer;Naam;Sector;Adres\n1Y1000003EQCZ;School;Bouw;Kaai 1\n" + there.Number + ";Anders;Bouw;" + there.Address + "\nnonsense;;Bouw;Kaai 2\n"
	dry := send("?dryRun=true", file)
	fates := func(o api.ImportOutcomes) (all string) {
		for _, row := range o.Rows {
			switch {
			case row.Problem != nil:
				all += "refused "
			case row.Added:
				all += "added "
			case row.Changed:
				all += "changed "
			default:
				all += "unchanged "
			}
		}
		return all
	}
	equal(t, "dry run", fates(dry), "added changed refused ")
	equal(t, "cells of the refused one", strings.Join(dry.Rows[2].Cells, "|"), "nonsense||Bouw|Kaai 2")
	equal(t, "cells of a good one", len(dry.Rows[0].Cells), 0)
	equal(t, "still not there", manager.do(t, "GET", "/api/v1/workplaces/1Y1000003EQCZ", "").status, 404)
	equal(t, "name as it was", told[api.WorkplaceDetails](t, manager.do(t, "GET", "/api/v1/workplaces/"+there.Number, "")).Workplace.Name, there.Name)
	equal(t, "what was said comes true", fates(send("", file)), "added changed refused ")
	equal(t, "and then all is so", fates(send("?dryRun=true", file)), "unchanged unchanged refused ")
	refused(t, as(t, r, "subcontractor").do(t, "POST", "/api/v1/workplaces/import?dryRun=true", file), 403, "not_entitled")
}

// TestTheColumnsOfAnImportAreNamedAndChosen: a heading that is not known is told,
// and can be said to be one that is.
func TestTheColumnsOfAnImportAreNamedAndChosen(t *testing.T) {
	r := serve(t)
	manager := as(t, r, "manager")
	file := "Werfcode;Naam;Naam;Sector;Adres\n1Y1000003EQCZ;School;Ander;Bouw;Kaai 1\n"
	send := func(query string) reply { return manager.do(t, "POST", "/api/v1/workplaces/import"+query, file) }
	refused(t, send(""), 422, "table_heading_unknown")
	said := told[api.ImportOutcomes](t, send("?dryRun=true"))
	var columns []string
	for _, c := range said.Columns {
		columns = append(columns, c.Title+"="+string(c.As))
	}
	equal(t, "columns", strings.Join(columns, " "), "Werfcode= Naam=name Naam= Sector=sector Adres=address")
	equal(t, "rows without a number", len(said.Rows), 0)
	chosen := told[api.ImportOutcomes](t, send("?dryRun=true&columns=number,,name,sector,address"))
	equal(t, "rows", len(chosen.Rows), 1)
	equal(t, "name", chosen.Rows[0].Name, "Ander")
	equal(t, "added", chosen.Rows[0].Added, true)
	for _, bad := range []string{"number,nonsense", "number,name,sector,address,client,client", "a%3Bb"} {
		refused(t, send("?columns="+bad), 422, "table_columns_invalid")
	}
}

// TestAFileThatSaysNoSector is of one that its sender names; what is known keeps its
// own, and so does what a column says.
func TestAFileThatSaysNoSector(t *testing.T) {
	i := imports(t)
	file := "Werfnummer;Naam;Adres\n1Y1000003EQCZ;School;Kaai 1\n"
	equal(t, "unsaid", i.send("?dryRun=true", file).Rows[0].Problem != nil, true)
	equal(t, "said", i.send("?sector=meat", file).Rows[0].Added, true)
	i.is("1Y1000003EQCZ", "School|meat|Kaai 1||||none")
	i.send("?sector=cleaning", strings.Replace(file, "School", "Hal", 1))
	i.is("1Y1000003EQCZ", "Hal|meat|Kaai 1||||none")
	i.send("?sector=cleaning", "Werfnummer;Naam;Adres;Sector\n1Y1000003EQCZ;Hal;Kaai 1;Bouw\n")
	i.is("1Y1000003EQCZ", "Hal|construction|Kaai 1||||none")
	refused := i.send("?dryRun=true&sector=nonsense", strings.Replace(file, "1Y1000003EQCZ", "1Y1000004CLEZ", 1)).Rows[0].Problem
	equal(t, "nonsense", refused != nil && strings.Contains(fmt.Sprint(refused.Errors), "sector_unknown"), true)
}

// TestTheTemplateIsUnderstoodInEveryLanguage: what the register gives out it takes
// back.
func TestTheTemplateIsUnderstoodInEveryLanguage(t *testing.T) {
	r := serve(t)
	manager := as(t, r, "manager")
	for _, language := range []string{"ar", "bg", "de", "en", "es", "fr", "hu", "it", "nl", "pl", "pt", "ro", "sk", "tr", "uk", "xx", ""} {
		template := manager.do(t, "GET", "/api/v1/workplaces/import/template?language="+language, "")
		equal(t, language+" status", template.status, 200)
		said := told[api.ImportOutcomes](t, manager.do(t, "POST", "/api/v1/workplaces/import?dryRun=true", template.body))
		var as []string
		for _, c := range said.Columns {
			as = append(as, string(c.As))
		}
		equal(t, language, strings.Join(as, " "), "number name sector address opensOn closesOn client latitude longitude")
	}
}

// TestAnImportAnswersNoMoreThanItIsSent: a small workbook may say a long text in
// many cells; of those that are refused the answer repeats only so much.
func TestAnImportAnswersNoMoreThanItIsSent(t *testing.T) {
	r := serve(t)
	const rows = 600
	line := "<row>" + strings.Repeat(`<c t="s"><v>4</v></c>`, 50) + "</row>"
	file := string(tabletest.Workbook(t, map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       `<sst><si><t>number</t></si><si><t>name</t></si><si><t>sector</t></si><si><t>address</t></si><si><t>` + strings.Repeat("x", 1000) + `</t></si></sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>` +
			strings.Repeat(line, rows) + `</sheetData></worksheet>`,
	}))
	answer := as(t, r, "manager").do(t, "POST", "/api/v1/workplaces/import?dryRun=true", file)
	said := told[api.ImportOutcomes](t, answer)
	if len(said.Rows) != rows {
		t.Fatalf("%d rows, want %d", len(said.Rows), rows)
	}
	if first, last := said.Rows[0], said.Rows[rows-1]; len(first.Cells) != 50 || len(last.Cells) != 0 || last.Problem == nil {
		t.Errorf("the first has %d cells, the last %d", len(first.Cells), len(last.Cells))
	}
	if len(answer.body) > 5<<20 {
		t.Errorf("a file of %d bytes is answered with %d", len(file), len(answer.body))
	}
}
