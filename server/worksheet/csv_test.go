package worksheet_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	enc "golang.org/x/text/encoding/unicode"

	"ciaw/server/table"
	"ciaw/server/worksheet"
)

// read reads a file that must be read.
func read(t *testing.T, what string, file []byte) worksheet.Table {
	t.Helper()
	all, err := worksheet.Read(t.Context(), file, 2000, worksheet.Choice{})
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
	return all
}

// lines are the rows of a table: each with its number, its name and its address, or
// its mistakes.
func lines(t worksheet.Table) (all []string) {
	for _, row := range t.Rows {
		text := row.Text(worksheet.Number) + " " + row.Text(worksheet.Name) + " " + row.Text(worksheet.Address)
		for _, err := range row.Mistakes {
			text += " " + err.Error()
		}
		all = append(all, fmt.Sprintf("%d: %s", row.Number, strings.TrimSpace(text)))
	}
	return all
}

func TestEncodingsOfSpreadsheetsAreTold(t *testing.T) {
	coded := func(e encoding.Encoding, text string) []byte {
		file, err := e.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	for _, name := range []string{"Café “Noord”", "Cité de l'Été", "Kiné Liège", "Coördinatie", "Hôtel Prévôt", "Straße Süd", "Façade", "ÉCOLE", "België", "Gîte", "Œuvre", "Loods 5"} {
		for what, e := range map[string]encoding.Encoding{
			"UTF-8": encoding.Nop, "UTF-8 with a mark": enc.UTF8BOM,
			"UTF-16 little-endian": enc.UTF16(enc.LittleEndian, enc.IgnoreBOM), "UTF-16 big-endian": enc.UTF16(enc.BigEndian, enc.IgnoreBOM),
			"UTF-16 with a mark": enc.UTF16(enc.LittleEndian, enc.UseBOM), "UTF-16 with the other mark": enc.UTF16(enc.BigEndian, enc.UseBOM),
			"Windows-1252": charmap.Windows1252, "Mac Roman": charmap.Macintosh, "CP850": charmap.CodePage850,
		} {
			if what == "CP850" && strings.ContainsAny(name, "“Œ") {
				continue // has none
			}
			file := coded(e, "Numéro;Nom;Adresse\r\n1Y1000003EQCZ;"+strings.NewReplacer("“", "“", "”", "”").Replace(name)+";Chaussée 1\r\n")
			if got := lines(read(t, what, file)); len(got) != 1 || got[0] != "2: 1Y1000003EQCZ "+name+" Chaussée 1" {
				t.Errorf("%s, %s: %q", what, name, got)
			}
		}
	}
	mixed := []byte("Num\u00e9ro;Nom\n1Y1000003EQCZ;Caf\xe9 \u00e9t\u00e9 \u00e9\n")
	if got := lines(read(t, "mixed", mixed)); len(got) != 1 || got[0] != "2: 1Y1000003EQCZ Café été é" {
		t.Errorf("mixed: %q", got)
	}
}

func TestNoLineOfACSVFileVanishes(t *testing.T) {
	const a, b, c = "1Y1000003EQCZ", "1Y1000NF9KCQZ", "1Y102TG6Z4BDZ"
	plain := "2: " + a + " Een Kaai 1|3: " + b + " Twee Kaai 2"
	for what, f := range map[string]struct{ file, want string }{
		"LF":                 {"Nr;Naam;Adres\n" + a + ";Een;Kaai 1\n" + b + ";Twee;Kaai 2\n", plain},
		"CR":                 {"Nr;Naam;Adres\r" + a + ";Een;Kaai 1\r" + b + ";Twee;Kaai 2\r", plain},
		"CRLF":               {"Nr;Naam;Adres\r\n" + a + ";Een;Kaai 1\r\n" + b + ";Twee;Kaai 2\r\n", plain},
		"CR CR LF":           {"Nr;Naam;Adres\r\r\n" + a + ";Een;Kaai 1\r\r\n" + b + ";Twee;Kaai 2", plain},
		"NEL":                {"Nr;Naam;Adres\u0085" + a + ";Een;Kaai 1\u0085" + b + ";Twee;Kaai 2\u0085", plain},
		"NEL in Latin-1":     {"Num\xe9ro;Naam;Adres\x85" + a + ";Een;Kaai 1\x85" + b + ";Twee;Kaai 2\x85", plain},
		"LS":                 {"Nr;Naam;Adres\u2028" + a + ";Een;Kaai 1\u2028" + b + ";Twee;Kaai 2", plain},
		"mixed":              {"Nr;Naam;Adres\r" + a + ";Een;Kaai 1\n" + b + ";Twee;Kaai 2\r\n", plain},
		"sep":                {"sep=;\r\nNr;Naam;Adres\r\n" + a + ";Een;Kaai 1\r\n" + b + ";Twee;Kaai 2", plain},
		"sep that few use":   {"\ufeffsep=|\nNr|Naam|Adres\n" + a + "|Een|Kaai 1\n" + b + "|Twee|Kaai 2", plain},
		"SEP quoted":         {"\"SEP=,\"\nNr,Naam,Adres\n" + a + ",Een,Kaai 1\n" + b + ",Twee,Kaai 2", plain},
		"tabs":               {"Nr\tNaam\tAdres\n" + a + "\tEen\tKaai 1\n" + b + "\tTwee\tKaai 2", plain},
		"pipes":              {"Nr|Naam|Adres\n" + a + "|Een|Kaai 1\n" + b + "|Twee|Kaai 2", plain},
		"commas in cells":    {"Nr;Naam;Adres;x;y;z\n" + a + ";Een;Kaai 1, 9000 Gent\n" + b + ";Twee;Kaai 2, 9000 Gent;1\n", "2: " + a + " Een Kaai 1, 9000 Gent|3: " + b + " Twee Kaai 2, 9000 Gent"},
		"titles above":       {"Onze werven, 2026\n\nBouwbedrijf;;\nNr;Naam;Adres\n" + a + ";Een;Kaai 1\n\n" + b + ";Twee;Kaai 2\n;;\n", "5: " + a + " Een Kaai 1|7: " + b + " Twee Kaai 2"},
		"lines in a cell":    {"Nr;Naam;Adres\n" + a + ";Een;\"Kaai 1\n9000 Gent\"\n" + b + ";\"Tw\"\"ee\";Kaai 2\n", "2: " + a + " Een Kaai 1\n9000 Gent|3: " + b + " Tw\"ee Kaai 2"},
		"an open quote":      {"Nr;Naam;Adres\n" + a + ";\"Een;Kaai 1\n" + b + ";Twee;Kaai 2\n", "2: row: quotes_invalid|3: " + b + " Twee Kaai 2"},
		"two open quotes":    {"Nr;Naam;Adres\n" + a + ";\"Een;Kaai 1\n" + b + ";\"Twee;Kaai 2\n" + c + ";D;E", "2: row: quotes_invalid|3: row: quotes_invalid|4: " + c + " D E"},
		"open until a quote": {"Nr;Naam;Adres\n" + a + ";\"Een;Kaai 1\n" + b + ";Twee\";Kaai 2\n" + c + ";D;E", "2: row: quotes_invalid|3: row: quotes_invalid|4: " + c + " D E"},
		"a stray quote":      {"Nr;Naam;Adres\n" + a + ";Een \"noord;Kaai 1\n" + b + ";Twee;Kaai 2\n", "2: row: quotes_invalid|3: " + b + " Twee Kaai 2"},
		"behind a quote":     {"Nr;Naam;Adres\n" + a + ";\"Een\" noord;Kaai 1\n" + b + ";\"Twee\" ; Kaai 2\n", "2: row: quotes_invalid|3: " + b + " Twee Kaai 2"},
		"inches":             {"Nr;Naam;Adres\n" + a + ";Buis 5\";Kaai 1\n", "2: " + a + " Buis 5\" Kaai 1"},
		"an open last line":  {"Nr;Naam;Adres\n" + a + ";Een;Kaai 1\n" + b + ";\"", "2: " + a + " Een Kaai 1|3: row: quotes_invalid"},
		"too many cells":     {"Nr,Naam,Adres\n" + a + ",Een,Kaai 1, 9000 Gent\n" + b + ",Twee,Kaai 2,,\n", "2: " + a + " Een Kaai 1 row: row_too_wide|3: " + b + " Twee Kaai 2"},
		"too few cells":      {"Nr;Naam;Adres\n" + a + "\n" + b + ";Twee\n", "2: " + a + "|3: " + b + " Twee"},
		"for Excel":          {"Nr;Naam;Adres\n=\"" + a + "\";=\"0123\";'0123\n\"=\"\"" + b + "\"\"\";'t Zand;'s-Gravenbrakel\n", "2: " + a + " 0123 0123|3: " + b + " 't Zand 's-Gravenbrakel"},
		"errors":             {"Nr;Naam;Adres\n" + a + ";#N/A;Kaai 1\n" + b + ";#VERW!;#####\n", "2: " + a + "  Kaai 1 name: cell_failed|3: " + b + "   name: cell_failed address: cell_failed"},
		"shortened":          {"Nr;Naam;Adres\n1,2346E+10;Een;Kaai 1\n" + b + ";1.23E+12;Kaai 2\n", "2: Een Kaai 1 number: number_shortened|3: " + b + "  Kaai 2 name: number_shortened"},
		"no-break spaces":    {"Nr;Naam;Adres\n\u00a01Y10 0000 3EQCZ\u00a0;\u00a0Een;Kaai 1\n", "2: 1Y10 0000 3EQCZ Een Kaai 1"},
		"whole lines quoted": {"\"Nr,Naam,Adres\"\n\n\"" + a + ",Een,\"\"Kaai 1, Gent\"\"\"\n" + "\"" + b + ",Twee,Kaai 2\"\n", "3: " + a + " Een Kaai 1, Gent|4: " + b + " Twee Kaai 2"},
		"no lines quoted":    {"Nr\n5\"a,b\n" + a + "\"a,c\n", "2: 5\"a,b|3: row: quotes_invalid"},
		"twice the same":     {"Nr;Naam;Adres\n" + a + ";Een;Kaai 1\n" + a + ";Een ;Kaai 1\n", "2: " + a + " Een Kaai 1|3: " + a + " Een Kaai 1"},
		"twice otherwise":    {"Nr;Naam;Adres\n" + a + ";Een;Kaai 1\n" + b + ";Twee;Kaai 2\n" + a + ";Een;Kaai 3\n", "2: " + a + " Een Kaai 1 number: workplace_repeated|3: " + b + " Twee Kaai 2|4: " + a + " Een Kaai 3 number: workplace_repeated"},
	} {
		if got := strings.Join(lines(read(t, what, []byte(f.file))), "|"); got != f.want {
			t.Errorf("%s:\n%q, want\n%q", what, got, f.want)
		}
	}
	twice := read(t, "twice", []byte("Nr;Naam\n"+a+";Een\n"+a+";Een\n"+b+";Twee\n"+b+";Anders\n"))
	for i, want := range []int{0, 2, 5, 4} {
		if got := twice.Rows[i].SameAs; got != want {
			t.Errorf("row %d is the same as %d, want %d", twice.Rows[i].Number, got, want)
		}
	}
}

// TestATableWithoutAHeadingLosesNoRow: the columns are chosen, and the first row is
// one of them.
func TestATableWithoutAHeadingLosesNoRow(t *testing.T) {
	file := []byte("1Y1000003EQCZ;Een\n1Y1000NF9KCQZ;Twee\n")
	all := read(t, "no heading", file)
	if len(all.Columns) != 2 || all.Has(worksheet.Number) || len(all.Rows) != 2 || all.Rows[0].Number != 1 || all.Example(1) != "Een" {
		t.Errorf("%+v", all)
	}
	all, err := worksheet.Read(t.Context(), file, 10, worksheet.Choice{Columns: []worksheet.Column{worksheet.Number, worksheet.Name}})
	if got := strings.Join(lines(all), "|"); err != nil || got != "1: 1Y1000003EQCZ Een|2: 1Y1000NF9KCQZ Twee" {
		t.Errorf("%s, %v", got, err)
	}
	all = read(t, "unknown heading", []byte("Lijst\n\nWerfcode;Plaats\n1Y1000003EQCZ;Een\n"))
	if len(all.Titles) != 2 || all.Titles[0] != "Werfcode" || len(all.Rows) != 1 {
		t.Errorf("%+v", all)
	}
}

func TestOtherFilesAreRefusedWithAWord(t *testing.T) {
	for what, file := range map[string]string{
		"XLS":     "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600),
		"old XLS": "\x09\x08\x10\x00\x00\x06\x05\x00", "PDF": "%PDF-1.7\n", "a web page": "\r\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>",
		"XML of 2003": "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook>",
	} {
		if _, err := worksheet.Read(t.Context(), []byte(file), 10, worksheet.Choice{}); !errors.Is(err, table.ErrOtherFormat) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if all := read(t, "no SYLK", []byte("ID;Project;Nummer\n1;x;1Y1000003EQCZ\n")); len(all.Rows) != 1 {
		t.Errorf("%+v", all)
	}
}
