package worksheet_test

import (
	"fmt"
	"strings"
	"testing"

	"ciaw/server/checkin"
	"ciaw/server/worksheet"
)

// opens reads a CSV file of workplaces with those opening days, and returns what
// became of each: the day, or the code of its mistake.
func opens(t *testing.T, order worksheet.Order, days ...string) []string {
	t.Helper()
	var file strings.Builder
	file.WriteString("Werkplaatsnummer;Eerste dag\n")
	for i, day := range days {
		fmt.Fprintf(&file, "1Y10%08dZ;\"%s\"\n", i, day)
	}
	read, err := worksheet.Read(t.Context(), []byte(file.String()), 100, worksheet.Choice{Days: order})
	if err != nil || len(read.Rows) != len(days) {
		t.Fatalf("%d rows, %v", len(read.Rows), err)
	}
	var all []string
	for _, row := range read.Rows {
		all = append(all, said(row, worksheet.OpensOn))
	}
	return all
}

// said is what a row says in a column, or what is wrong in it.
func said(row worksheet.Row, c worksheet.Column) string {
	for _, err := range row.Mistakes {
		return err.Error()
	}
	return row.Text(c)
}

func TestDaysAreReadInTheOrdersThatBelgiansWrite(t *testing.T) {
	for _, text := range []string{
		"06.03.2026", "6.3.2026", "6.3.26", "2026-03-06", "2026/3/6", "2026.03.06", "20260306", "46087", "46087,5",
		"6 maart 2026", "6 mars 2026", "6. März 2026", "6 March 2026", "March 6, 2026", "6-mrt-26", "06-mars-26", "6-mrt.-26", "6 MRT 2026", "06/mars/2026", "6mrt2026",
		"vrijdag 6 maart 2026", "vendredi 6 mars 2026", "Freitag, 6. März 2026", "vr 6 mrt 2026", "6e maart 2026", "2026-mrt-06", "6 maerz '26",
		"2026-03-06 00:00:00", "2026-03-06T08:30", "2026-03-06T00:00:00.000", "2026-03-05T23:00:00Z", "2026-03-06T00:00:00+01:00", "6.3.2026 0:00", "6.03.2026 12:00:00 AM", "6 maart 2026 10u30",
		"\u00a06 maart 2026 ", "\u200e6\u200e.\u200e3\u200e.\u200e2026", "6\u20113\u20112026 is no date", "'2026-03-06", `=""2026-03-06""`,
	} {
		want := "2026-03-06"
		if strings.Contains(text, "no date") {
			want = "opensOn: day_invalid"
		}
		if got := opens(t, "", text)[0]; got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"1er mars 2026": "2026-03-01", "1 août 2026": "2026-08-01", "1 juil. 2026": "2026-07-01", "1 juin 2026": "2026-06-01", "2 févr. 2026": "2026-02-02", "1 déc. 26": "2026-12-01",
		"31/12/2027": "2027-12-31", "31-12-27": "2027-12-31", "31‑12‑2027": "2027-12-31", "12/31/2027": "2027-12-31", "03/03/2026": "2026-03-03", "29/02/2028": "2028-02-29",
		"31/04/2026": "opensOn: day_invalid", "2026": "opensOn: day_invalid", "maart 2026": "opensOn: day_invalid", "0": "opensOn: day_invalid", "32/13/2026": "opensOn: day_invalid",
		"30/02/2027": "opensOn: day_invalid", "x": "opensOn: day_invalid", "6 foo 2026": "opensOn: day_invalid", "-": "opensOn: day_invalid", "": "",
		"03/06/2026": "opensOn: day_ambiguous", "3-6-26": "opensOn: day_ambiguous", "01 02 2026": "opensOn: day_ambiguous", "26-03-06": "opensOn: day_ambiguous", "03/06/2026 00:00": "opensOn: day_ambiguous",
	} {
		if got := opens(t, "", text)[0]; got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestClearDaysSettleTheOthers: the same program wrote them all.
func TestClearDaysSettleTheOthers(t *testing.T) {
	for what, c := range map[string]struct {
		order worksheet.Order
		days  []string
		want  string
	}{
		"day first":     {"", []string{"03/06/2026", "13/06/2026", "4-5-26"}, "2026-06-03 2026-06-13 2026-05-04"},
		"month first":   {"", []string{"03/06/2026", "06/13/2026"}, "2026-03-06 2026-06-13"},
		"both":          {"", []string{"03/06/2026", "06/13/2026", "13/06/2026"}, "opensOn: day_ambiguous 2026-06-13 2026-06-13"},
		"chosen":        {worksheet.MonthFirst, []string{"03/06/2026", "13/06/2026"}, "2026-03-06 2026-06-13"},
		"chosen first":  {worksheet.DayFirst, []string{"03/06/2026", "2026-01-02"}, "2026-06-03 2026-01-02"},
		"nothing to it": {"", []string{"03/06/2026", "2026-06-13", "13 mei 2026"}, "opensOn: day_ambiguous 2026-06-13 2026-05-13"},
	} {
		if got := strings.Join(opens(t, c.order, c.days...), " "); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
	read, err := worksheet.Read(t.Context(), []byte("number;opensOn;closesOn\n1Y1000003EQCZ;1/3/2026;31/12/2027"), 10, worksheet.Choice{})
	if err != nil || read.Rows[0].Text(worksheet.OpensOn) != "2026-03-01" || len(read.Notes) != 1 || read.Notes[0].Code != worksheet.DaysFirst {
		t.Errorf("the other column: %+v, %v", read, err)
	}
}

// FuzzDays: what is read is a day, and the same one when it is written plainly.
func FuzzDays(f *testing.F) {
	for _, text := range []string{"6 maart 2026", "03/06/2026", "46087", "2026-03-05T23:00:00Z", "26-03-06", "31-02-05"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := "number;opensOn\n1Y1000003EQCZ;\"" + strings.ReplaceAll(text, `"`, `""`) + "\"\n"
		read, err := worksheet.Read(t.Context(), []byte(file), 100_000, worksheet.Choice{})
		if err != nil {
			return
		}
		for _, row := range read.Rows {
			day := row.Text(worksheet.OpensOn)
			if _, err := checkin.ParseDay(day); day != "" && err != nil {
				t.Errorf("%q is %q", text, day)
			}
		}
	})
}
