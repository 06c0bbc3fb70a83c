package server_test

import (
	"strings"
	"testing"

	"ciaw/api"
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
			equal(t, number+" changed", rows[0].Changed, !added)
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
