package server_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"ciaw/api"
)

// importing is a register with a manager who imports tables.
type importing struct {
	*testing.T
	manager *browser
}

func imports(t *testing.T) importing {
	t.Helper()
	return importing{t, as(t, serve(t), "manager")}
}

// send imports a table that must be read.
func (i importing) send(query, file string) api.ImportOutcomes {
	i.Helper()
	return told[api.ImportOutcomes](i.T, i.manager.do(i.T, "POST", "/api/v1/workplaces/import"+query, file))
}

// is fails unless a workplace is stored so.
func (i importing) is(number, want string) {
	i.Helper()
	d := told[api.WorkplaceDetails](i.T, i.manager.do(i.T, "GET", "/api/v1/workplaces/"+number, ""))
	w, at := d.Workplace, "none"
	if d.Position != nil {
		at = fmt.Sprint(d.Position.Latitude, " ", d.Position.Longitude, " ", d.Position.Accuracy)
	}
	equal(i.T, number, strings.Join([]string{w.Name, string(w.Sector), w.Address, w.OpensOn, w.ClosesOn, d.Client, at}, "|"), want)
}

// fates are what becomes of rows: their numbers, and the mistakes of those that are
// refused.
func fates(o api.ImportOutcomes) string {
	var all []string
	for _, row := range o.Rows {
		fate := "unchanged"
		switch {
		case row.Problem != nil:
			fate = row.Problem.Code
			for _, e := range row.Problem.Errors {
				fate = strings.TrimPrefix(fate+","+e.Field+":"+e.Code, row.Problem.Code+",")
			}
		case row.Added:
			fate = "added"
		case row.Changed:
			fate = "changed"
		case row.SameAs != 0:
			fate = fmt.Sprint("same as ", row.SameAs)
		}
		all = append(all, fmt.Sprint(row.Row, " ", fate))
	}
	return strings.Join(all, "; ")
}

// TestWhatIsNotInTheFileStays: neither a column that is missing nor a cell that is
// empty takes anything from a workplace; a cell that is not understood is said.
func TestWhatIsNotInTheFileStays(t *testing.T) {
	i := imports(t)
	const n = "1Y1000003EQCZ"
	const whole = "School|construction|Kaai 1|2026-03-01|2027-12-31|Stad|51.05 3.72 100"
	equal(t, "at first", fates(i.send("", "number;name;sector;address;opensOn;closesOn;client;latitude;longitude\n"+n+";School;construction;Kaai 1;2026-03-01;2027-12-31;Stad;51.05;3.72")), "2 added")
	for file, want := range map[string]string{
		"Nr;Naam;Sector;Adres\n" + n + ";School;Bouw;Kaai 1\n": "2 unchanged",
		"Nr\n" + n + "\n": "2 unchanged",
		"Nr;Begin;Einde;Opdrachtgever;Breedtegraad;Lengtegraad\n" + n + ";;;;;\n":              "2 unchanged",
		"Nr;GPS\n" + n + ";\"51,05; 3,72\"\n":                                                  "2 unchanged",
		"Nr;Breedtegraad;Lengtegraad\n" + n + ";51.06;\n":                                      "2 longitude:position_invalid",
		"Nr;Breedtegraad\n" + n + ";51.06\n":                                                   "2 longitude:position_invalid",
		"Nr;Begin\n" + n + ";03/06/2026\n":                                                     "2 opensOn:day_ambiguous",
		"Nr;Naam;Sector;Adres\n" + n + ";;;\n":                                                 "2 name:required,sector:required,address:required",
		"Nr;Naam;Begin\n" + n + ";#N/A;x\n":                                                    "2 name:cell_failed,opensOn:day_invalid",
		"Nr;Naam\n" + n + ";\"Een\n":                                                           "2 row:quotes_invalid",
		"Nr;Naam\n" + n + ";Een\n" + n + ";Twee\n":                                             "2 number:workplace_repeated; 3 number:workplace_repeated",
		"Nr;Naam\n" + n + ";School\n" + n + ";School\n":                                        "2 unchanged; 3 same as 2",
		"Nr;Naam;Adres\n1Y1000NF9KCQZ;Nieuw;Kaai 2\n":                                          "2 sector:required",
		"Onze werven;;\n\nNr;Naam;Positie\n" + n + ";School;\"51.05, 3.72\"\nnonsense;;here\n": "4 unchanged; 5 position:position_invalid,number:workplace_invalid,name:required,sector:required,address:required",
	} {
		equal(t, file, fates(i.send("?dryRun=true", file)), want)
		if !strings.Contains(want, "same") && strings.Contains(want, "unchanged") {
			continue
		}
		i.send("", file)
		i.is(n, whole)
	}
	equal(t, "a day changes", fates(i.send("", "Nr;Einde\n"+n+";6 maart 2028\n")), "2 changed")
	i.is(n, "School|construction|Kaai 1|2026-03-01|2028-03-06|Stad|51.05 3.72 100")
	equal(t, "a position changes", fates(i.send("", "Nr;GPS\n"+n+";50°51'01\"N 4°21'06\"E\n")), "2 changed")
	i.is(n, "School|construction|Kaai 1|2026-03-01|2028-03-06|Stad|50.8502778 4.3516667 100")
	equal(t, "known", i.send("?dryRun=true", "Nr\n"+n+"\n1Y1000NF9KCQZ\n").Rows[0].Known, true)
}

// TestDaysThatCouldBeTwoCanBeChosen: by who knows how they were written.
func TestDaysThatCouldBeTwoCanBeChosen(t *testing.T) {
	i := imports(t)
	file := "Nr;Naam;Sector;Adres;Begin\n1Y1000003EQCZ;School;bouw;Kaai 1;03/06/2026\n"
	equal(t, "refused", fates(i.send("?dryRun=true", file)), "2 opensOn:day_ambiguous")
	refused(t, i.manager.do(t, "POST", "/api/v1/workplaces/import?days=any", file), 422, "order_invalid")
	said := i.send("?days=day_first", file)
	equal(t, "chosen", fates(said), "2 added")
	equal(t, "and said", fmt.Sprint(said.Notes), "[{days_first }]")
	i.is("1Y1000003EQCZ", "School|construction|Kaai 1|2026-06-03|||none")
	equal(t, "the other way", fates(i.send("?days=month_first&columns="+url.QueryEscape("number,,,,opensOn"), file)), "2 changed")
	i.is("1Y1000003EQCZ", "School|construction|Kaai 1|2026-03-06|||none")
}

// TestFilesThatAreNoTablesAreRefusedWithAWord.
func TestFilesThatAreNoTablesAreRefusedWithAWord(t *testing.T) {
	i := imports(t)
	for file, want := range map[string]string{
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 XLS":             "table_other_format",
		"<html><table><tr><td>Nr</td></tr></table></html>": "table_other_format",
		"PK\x03\x04 nothing":                               "table_unreadable",
		"Nr" + strings.Repeat(";x", 64) + "\n":             "table_too_wide",
		"":                                                 "table_heading_unknown",
		"\n\n":                                             "table_heading_unknown",
		"Werfcode;Naam\n1Y1000003EQCZ;School\n":            "table_heading_unknown",
	} {
		refused(t, i.manager.do(t, "POST", "/api/v1/workplaces/import", file), 422, want)
	}
	refused(t, i.manager.do(t, "POST", "/api/v1/workplaces/import", "Nr;Naam\n"+strings.Repeat("x;y\n", 2001)), 413, "table_too_long")
	equal(t, "2,000 rows among empty ones", len(i.send("?dryRun=true", "Nr;Naam\n"+strings.Repeat("x;y\n;;\n", 2000)).Rows), 2000)
}
