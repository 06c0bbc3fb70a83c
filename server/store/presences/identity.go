package presences

import (
	"encoding/json"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/seal"
	"ciaw/server/store/db"
)

// identity is the encrypted part of a presence: who the person is.
// One that knows no more than a Limosa number is kept as its digits alone.
type identity struct {
	Limosa   string `json:"limosa,omitempty"`
	NISS     string `json:"niss,omitempty"`
	Name     string `json:"name,omitempty"`
	Employer string `json:"employer,omitempty"` // its name
}

// identityOf returns the text to encrypt.
func identityOf(p checkin.Presence) []byte {
	if p.NISS.IsZero() && p.Name == "" && p.Employer.Name == "" {
		return []byte(p.Limosa.Digits())
	}
	text, _ := json.Marshal(identity{p.Limosa.Digits(), p.NISS.Digits(), p.Name, p.Employer.Name}) // never fails
	return text
}

// readIdentity parses a decrypted identity into a presence: the inverse of
// identityOf.
func readIdentity(r *db.Reader, p *checkin.Presence, text []byte) {
	i := identity{Limosa: string(text)}
	if len(text) > 0 && text[0] == '{' {
		i = identity{}
		if json.Unmarshal(text, &i) != nil {
			r.Fail("sealed")
		}
	}
	p.Limosa = db.Parse(r, "limosa", id.ParseLimosa, i.Limosa)
	p.NISS = db.Parse(r, "niss", id.ParseNISS, i.NISS)
	p.Name, p.Employer.Name = checkin.CleanText(i.Name), checkin.CleanText(i.Employer) // earlier releases did not look
}

// personOf returns the hash by which presences of one person are found. Limosa
// and national numbers are kept apart: nobody knows which belong together.
func personOf(keys *seal.Keys, p checkin.Presence) seal.Hash {
	if !p.NISS.IsZero() {
		return keys.Find("niss", p.NISS.Digits())
	}
	return keys.Find("limosa", p.Limosa.Digits())
}
