package checkin

import (
	"slices"
	"time"

	"ciaw/server/id"
)

// Entitlement is something that a company lets one of its users do.
type Entitlement string

// The entitlements. Without any, a user may register only themselves.
const (
	MayRegister   Entitlement = "register"    // register and cancel for others
	MayConsult    Entitlement = "consult"     // see presences that concern the company, with names
	MayWorkplaces Entitlement = "workplaces"  // workplaces, their posters and boards
	MayGateway    Entitlement = "gateway"     // initialise a gateway
	MayWebService Entitlement = "web_service" // clients of the web service, web hooks
	MayAccess     Entitlement = "access"      // access management: users and their entitlements
)

// AllEntitlements are all of them; the first user of a company has them.
var AllEntitlements = []Entitlement{MayRegister, MayConsult, MayWorkplaces, MayGateway, MayWebService, MayAccess}

// Known reports whether there is such an entitlement.
func (e Entitlement) Known() bool { return slices.Contains(AllEntitlements, e) }

// Employer is a company as the law knows it: a Belgian one by its CBE number,
// any other by its VAT number. Name is what it is called, or what a document
// says it is called: a hint.
type Employer struct {
	CBE  id.CBE
	VAT  id.VAT
	Name string
}

// Number returns the CBE number with the prefix BE, or the VAT number; "" if
// neither is known. It is the same for the same company.
func (e Employer) Number() string {
	if !e.CBE.IsZero() {
		return "BE" + e.CBE.Digits()
	}
	return e.VAT.String()
}

// ParseEmployer reads what Number returns, or either number as people write it:
// a Belgian one with or without the prefix BE.
func ParseEmployer(number string) (Employer, error) {
	cbe, noCBE := id.ParseCBE(number)
	if noCBE == nil {
		return Employer{CBE: cbe}, nil
	}
	vat, err := id.ParseVAT(number)
	if err != nil && id.LooksBelgian(number) {
		err = noCBE
	}
	return Employer{VAT: vat}, err
}

// Company is a company with users of its own here. An independent is a company
// of one person.
type Company struct {
	ID          id.Key
	Employer         // its number is known and nobody else's here
	Independent bool // works alone, under an own number
	Confirmed   bool // the operator knows that its users act for it
	Created     time.Time
}

// User is a person who signs in for a company. All that says who it is is
// encrypted in storage.
type User struct {
	ID           id.Key
	Company      id.Key
	Login        string // what they sign in with; "" until an invitation was accepted
	Name         string
	Email        string    // "" if none was given
	NISS         id.NISS   // zero unless they register themselves; see SetNISS
	NISSAt       time.Time // when it was set; zero without one
	Entitlements []Entitlement
	Created      time.Time
}

// May reports whether the user has the entitlement.
func (u User) May(e Entitlement) bool { return slices.Contains(u.Entitlements, e) }

// SetNISS gives the user their own national number, which says what is theirs:
// once, so ErrNISSSet if there is another already. The zero number changes
// nothing.
func (u *User) SetNISS(own id.NISS, at time.Time) error {
	switch {
	case own.IsZero() || own == u.NISS:
		return nil
	case !u.NISS.IsZero():
		return ErrNISSSet
	}
	u.NISS, u.NISSAt = own, at
	return nil
}

// Member is a user together with the company they act for.
type Member struct {
	User    User
	Company Company
}

// Contractor is a company that works at a workplace, and for whom.
type Contractor struct {
	Employer
	Under string // number of the one it works for; "" for the one who declared the works
}
