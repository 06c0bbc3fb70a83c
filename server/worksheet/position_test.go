package worksheet_test

import (
	"fmt"
	"math"
	"testing"

	"ciaw/server/worksheet"
)

// placed reads positions from a tab-separated file with those columns.
func placed(t *testing.T, heading, cells string) string {
	t.Helper()
	read, err := worksheet.Read(t.Context(), []byte("number\t"+heading+"\n1Y1000003EQCZ\t"+cells+"\n"), 10, worksheet.Choice{})
	if err != nil || len(read.Rows) != 1 {
		t.Fatalf("%q: %+v, %v", cells, read, err)
	}
	if len(read.Rows[0].Mistakes) > 0 {
		return read.Rows[0].Mistakes[0].Error()
	}
	p := read.Rows[0].Position
	if p == nil {
		return "none"
	}
	return fmt.Sprintf("%.4f %.4f", math.Round(p.Latitude*1e4)/1e4, math.Round(p.Longitude*1e4)/1e4)
}

func TestPositionsAreReadAsTheyAreWritten(t *testing.T) {
	const here = "50.8503 4.3517"
	for cells, want := range map[string]string{
		"50.8503\t4.3517": here, "50,8503\t4,3517": here, " 50.8503 \t\u00a04.3517": here, "50.8503°\t4.3517°": here,
		"50.8503° N\t4.3517° E": here, "N 50,8503\tE 4,3517": here, "50°51'01\"N\t4°21'06\"E": "50.8503 4.3517", "50° 51.018' N\t4° 21.102' O": here,
		"5,08503E+01\t4.3517E0": here, "4.3517° E\t50.8503° N": here, "+50.8503\t4.3517": here, "-33.9\t18.4": "-33.9000 18.4000", "33.9 S\t18.4 E": "-33.9000 18.4000",
		"50.8503, 4.3517\t": here, "\t50.8503, 4.3517": here, "\t": "none", " \t\u00a0": "none",
		"50.8503\t": "longitude: position_invalid", "\t4.3517": "latitude: position_invalid", "50.8503° N\t": "longitude: position_invalid", "50.8503\tx": "longitude: position_invalid",
		"x\t4.3517": "latitude: position_invalid", "0\t0": "latitude: position_invalid", "50°71'01\"N\t4°21'06\"E": "latitude: position_invalid",
		"4.3517\t50.8503": "latitude: position_swapped", "149123.4\t170456.7": "latitude: position_no_degrees", "149 123,4\t170 456,7": "latitude: position_no_degrees",
		"508.503\t43.517": "latitude: position_no_degrees", "508503\t43517": "latitude: position_no_degrees", "649328\t665262": "latitude: position_no_degrees",
		"#N/A\t4.3517": "latitude: cell_failed", "50 8503\t4.3517": "latitude: position_no_degrees", "50.8503 N\t4.3517 N": "longitude: position_invalid",
	} {
		if got := placed(t, "latitude\tlongitude", cells); got != want {
			t.Errorf("two cells %q: %s, want %s", cells, got, want)
		}
	}
	for cell, want := range map[string]string{
		"50.8503° N, 4.3517° E": here, "50,8503 4,3517": here, "50.8503,4.3517": here, "50.8503, 4.3517": here, "50,8503; 4,3517": here, "50,8503, 4,3517": here, "50,8503,4,3517": here,
		"(50.8503, 4.3517)": here, "50.8503/4.3517": here, "50°51'01\"N 4°21'06\"E": here, "50° 51′ 1″ N, 4° 21′ 6″ E": here, "50°51’01”N 4°21’06”E": here, "N50.8503 E4.3517": here, "N 50°51.018 E 4°21.102": here,
		"Lat: 50.8503, Long: 4.3517": here, "50.8503N 4.3517E": here, "4.3517° E, 50.8503° N": here, "50,8503° NB 4,3517° OL": "position: position_invalid",
		"50.8503": "position: position_invalid", "50,85": "position: position_invalid", "here": "position: position_invalid", "149123 170456": "position: position_no_degrees",
		"149.123,170.456": "position: position_no_degrees", "Lambert 72: 149123,4; 170456,7": "position: position_no_degrees", "X 149123 Y 170456": "position: position_no_degrees", "4.3517, 50.8503": "position: position_swapped",
		"POINT(4.3517 50.8503)": "position: position_invalid",
	} {
		if got := placed(t, "GPS-coördinaten", cell); got != want {
			t.Errorf("one cell %q: %s, want %s", cell, got, want)
		}
	}
	for cells, want := range map[string]string{
		"50.8503\t4.3517\t50.8503 4.3517": here, "50.8503\t4.3517\t50.9 4.3517": "position: position_invalid", "50.8503\t\t50.8503 4.3517": "position: position_invalid", "\t\t50.8503 4.3517": here,
	} {
		if got := placed(t, "Latitude\tLongitude\tPositie", cells); got != want {
			t.Errorf("three cells %q: %s, want %s", cells, got, want)
		}
	}
}
