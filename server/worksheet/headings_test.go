package worksheet_test

import (
	"strings"
	"testing"

	"ciaw/server/worksheet"
)

func TestHeadingsAreReadAsPeopleWriteThem(t *testing.T) {
	for want, headings := range map[string]string{
		"number": "Werfnummer (verplicht)|N° de chantier*|Numéro de chantier :|NUMMER|Nr.|nº|№|Werkplaats nr|werfnr|Nummer der Baustelle|Baustellennummer|Site number|Workplace number *|Numéro du lieu de travail (13 caractères)|" +
			"Nummer / Numéro|Numéro unique de chantier|N° déclaration de travaux|Werfnummer / N° de chantier|werkplaats_nummer|\ufeffNummer|Nummer van de werf|Numărul locului de muncă|N° chantier\n(obligatoire)|رقم مكان العمل",
		"name":     "Naam|Nom du chantier|Naam van de werf|Werfnaam|Projectnaam|Bezeichnung|Naam (max. 80)|1. Naam werf|Nom / Naam",
		"sector":   "Sector*|Secteur :|SEKTOR|Sector (bouw, vlees)",
		"address":  "Adres werf|Adresse du chantier|Werfadres|Anschrift der Baustelle|Adres (straat, nr, gemeente)|Adresse",
		"opensOn":  "Begindatum|Date de début|Startdatum werken|Begin|Beginn der Arbeiten|Date début chantier|Datum begin|Eerste dag|opensOn|Début des travaux (jj/mm/aaaa)",
		"closesOn": "Einddatum|Date de fin|Einde der werken|Fin des travaux|Datum einde|Enddatum|closes_on",
		"client":   "Opdrachtgever|Maître d'ouvrage|Maître d’ouvrage|Bauherr|Naam opdrachtgever|Nom du client|Bouwheer",
		"latitude": "Latitude N|Breedtegraad|Latitude (N)|LAT|GPS latitude|Lat.|Breitengrad|Latitude [°]", "longitude": "Lengtegraad|Longitude|LON|lng|GPS Longitude|Länge",
		"position": "GPS|Coördinaten|Coordonnées GPS|Positie|Lat/Lon|Latitude, longitude",
		"":         "Werfcode|Opmerking|Telefoonnummer|Huisnummer|Adres opdrachtgever|Nummer opdrachtgever|Projectnummer|Ondernemingsnummer|N° d'entreprise|Datum|Werf|Postcode| |123|Naam contactpersoon|Nummer + naam|Ondernemings\nnummer|Naam / telefoon",
	} {
		for _, heading := range strings.Split(headings, "|") {
			file := "Werfnummer;\"" + heading + "\";x\nx;1;2\n"
			if want == "" || want == "number" {
				file = "Client;\"" + heading + "\";Breedtegraad\nx;1;2\n"
			}
			read, err := worksheet.Read(t.Context(), []byte(file), 10, worksheet.Choice{})
			if err != nil || len(read.Columns) < 2 || string(read.Columns[1]) != want {
				t.Errorf("%q: %v, want %s (%v)", heading, read.Columns, want, err)
			}
		}
	}
}

// TestTheSurestHeadingIsTaken: rows are often numbered, too.
func TestTheSurestHeadingIsTaken(t *testing.T) {
	for heading, want := range map[string]string{
		"Nr;Werfnummer;Naam;Naam werf": ",number,,name", "Werfnummer;Nr;Naam": "number,,name", "Nr;Naam;Naam": "number,name,", "Projectnummer;Werkplaatsnummer": ",number",
	} {
		read, err := worksheet.Read(t.Context(), []byte(heading+"\n1;2;3;4\n"), 10, worksheet.Choice{})
		var got []string
		for _, c := range read.Columns {
			got = append(got, string(c))
		}
		if err != nil || strings.Join(got, ",") != want {
			t.Errorf("%s: %q, want %q (%v)", heading, got, want, err)
		}
	}
}

// TestACounterOfRowsIsNoWorkplaceNumber: where that stands in a column that is not
// recognised, somebody is asked.
func TestACounterOfRowsIsNoWorkplaceNumber(t *testing.T) {
	for file, want := range map[string]string{
		"Nr;Werfcode;Naam\n1;1Y1000003EQCZ;Een\n": ",,name", "Nr;Naam\n1Y1000003EQCZ;Een\n2;Twee\n": "number,name", "Nr;Naam\n1;Een\n": "number,name",
	} {
		read, err := worksheet.Read(t.Context(), []byte(file), 10, worksheet.Choice{})
		var got []string
		for _, c := range read.Columns {
			got = append(got, string(c))
		}
		if err != nil || strings.Join(got, ",") != want {
			t.Errorf("%q: %q, want %q (%v)", file, got, want, err)
		}
	}
}
