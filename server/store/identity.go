package store

import (
	"encoding/json"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/seal"
)

// identity is what a presence says about who the person is: its encrypted part.
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

// identity puts into p what identityOf made of it.
func (r *reader) identity(p *checkin.Presence, text []byte) {
	i := identity{Limosa: string(text)}
	if len(text) > 0 && text[0] == '{' {
		i = identity{}
		if json.Unmarshal(text, &i) != nil {
			r.fail("sealed")
		}
	}
	p.Limosa = parse(r, "limosa", id.ParseLimosa, i.Limosa)
	p.NISS = parse(r, "niss", id.ParseNISS, i.NISS)
	p.Name, p.Employer.Name = i.Name, i.Employer
}

// personOf returns the hash by which presences of one person are found. Limosa
// and national numbers are kept apart: nobody knows which belong together.
func (s *Store) personOf(p checkin.Presence) seal.Hash {
	if !p.NISS.IsZero() {
		return s.Keys.Find("niss", p.NISS.Digits())
	}
	return s.Keys.Find("limosa", p.Limosa.Digits())
}
