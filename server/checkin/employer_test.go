package checkin_test

import (
	"errors"
	"testing"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

func TestEmployersAreReadAsPeopleWriteTheirNumber(t *testing.T) {
	for text, want := range map[string]string{
		"0206.731.645": "BE0206731645", "206731645": "BE0206731645", "BTW BE 0206.731.645": "BE0206731645",
		"\u2066TVA\u00a0BE\u00a00206.731.645\u2069": "BE0206731645",
		"RO 12345678": "RO12345678", "CHE-123.456.788 MWST": "CHE123456788", "CHE\u2011123.456.788 TVA": "CHE123456788",
		"987 654 321 MVA": "NO987654321", "NO987654321": "NO987654321",
	} {
		e, err := checkin.ParseEmployer(text)
		if err != nil || e.Number() != want {
			t.Errorf("%q: %s, %v; want %s", text, e.Number(), err, want)
		}
		if again, err := checkin.ParseEmployer(e.Number()); again != e || err != nil {
			t.Errorf("%s does not come back: %v", e.Number(), err)
		}
	}
	for text, want := range map[string]error{
		"": id.ErrVAT, "0206731646": id.ErrCBE, "BE 0206.731.646": id.ErrCBE, "BTW BE 0206.731.646": id.ErrCBE, "PL123": id.ErrVAT,
	} {
		if e, err := checkin.ParseEmployer(text); !errors.Is(err, want) || e.Number() != "" {
			t.Errorf("%q: %s, %v; want %v", text, e.Number(), err, want)
		}
	}
}
