package checkin

import (
	"slices"
	"strings"
)

// Remark is something that somebody may ask about a registration that stands.
// Some are the official service's own, with a text of its (Official), the
// others are of this register alone.
type Remark string

// The remarks of this register alone.
const (
	AlreadyIn      Remark = "already_in"      // an In while in
	AlreadyOut     Remark = "already_out"     // an Out while out
	OutWithoutIn   Remark = "out_without_in"  // an Out before any In
	Late           Remark = "late"            // delivered long after its time
	CancelTooLate  Remark = "cancel_too_late" // somebody cancelled it, too late at the authority: it stands
	LimosaUnlikely Remark = "limosa_unlikely" // check digits do not fit
	ClockAhead     Remark = "clock_ahead"     // the device's clock was ahead of ours
)

// The official remarks that this register can give, because its own data prove
// them.
const (
	AlreadyRegistered   Remark = "already_registered"    // same person, employer, workplace and day
	LimosaNotActive     Remark = "limosa_not_active"     // by the document's own dates
	WorkplaceUnknown    Remark = "workplace_unknown"     // no workplace with that number
	WorkplaceNotActive  Remark = "workplace_not_active"  // not open on that day
	WorkplaceNotSubject Remark = "workplace_not_subject" // no rule asks for presences there on that day
	CompanyNotInChain   Remark = "company_not_in_chain"  // neither keeper nor contractor of the workplace
)

// The official remarks that only an authority can give.
const (
	DimonaNotOK           Remark = "dimona_not_ok"           // the employment is not declared as it should be
	NISSNotFounder        Remark = "niss_not_founder"        // the person is not the founder of the company
	EmployerNotFounder    Remark = "employer_not_founder"    // the employer is not
	IndependentNotFounder Remark = "independent_not_founder" // the independent is not
	NISSUnknown           Remark = "niss_unknown"            // not in the National Register
	BISUnknown            Remark = "bis_unknown"             // of a BIS number, in Limosa
	BISNotActive          Remark = "bis_not_active"          // of a BIS number, in Limosa on that day
	LimosaUnknown         Remark = "limosa_unknown"          // no declaration with that number
	CompanyUnknown        Remark = "company_unknown"         // no company with that number
	EmployerNotActive     Remark = "employer_not_active"     // has ceased, or employs nobody
	ContractNotActive     Remark = "contract_not_active"     // of the company, in the declaration of works
)

// official are the remarks of the official service, with their texts to the
// letter: its faults of spelling and its double spaces included. Of what only
// the authority gives it says why our data do not prove it.
var official = []struct {
	remark Remark
	text   string
}{
	// Given by package store, which sees all presences of the person.
	{AlreadyRegistered, "SAME DECLARATION HAS ALREADY BEEN REGISTERED"},
	// Given by package registration, by the dates in the code of the Limosa L1;
	// they are not kept, so nobody can tell later.
	{LimosaNotActive, "LIMOSA ID IS NOT ACTIVE AT DATE"},
	// Given by package validation. The door refuses both, so the second is left for
	// what the keeper changed since, and the first for what was stored otherwise.
	{WorkplaceUnknown, "DUC IS NOT EXISTING"},
	{WorkplaceNotActive, "DUC IS NOT ACTIVE AT THIS DATE"},
	// Given by package validation, by the table of rules. Thresholds of amount are
	// not in our data: a site below them is not remarked.
	{WorkplaceNotSubject, "SITE IS NOT SUBJECT TO PRESENCE REGISTRATION"},
	// Given by package validation, where the keeper has listed contractors and the
	// number of the employer is known.
	{CompanyNotInChain, "COMPANY IS NOT KNOWN  AS BUILDER OR  SUBCONTRACTOR IN THIS DUC"},

	// No Dimona is in our data.
	{DimonaNotOK, "RELATED DIMONA NOT OK"},
	// Founders are in the Crossroads Bank for Enterprises. That somebody signed up
	// as an independent is what they said of themselves.
	{NISSNotFounder, "GIVEN INSS IS NOT THE FOUNDER OF THE COMPANY"},
	{EmployerNotFounder, "EMPLOYER IS NOT KNOWN AS COMPANY FOUNDER"},
	{IndependentNotFounder, "INDEPENDANT IS NOT KNOWN AS COMPANY FOUNDER"},
	// Companies here are those with users: that another is not among them proves
	// nothing. Numbers that cannot exist are refused at the door.
	{CompanyUnknown, "THE COMPANY DOESN'T EXISTS"},
	// Nor is there a date on which an employer ceased; one that the operator has
	// not confirmed may be active all the same.
	{EmployerNotActive, "EMPLOYER NOT ACTIVE"},
	// Contractors are kept here without dates of their own.
	{ContractNotActive, "THE COMPANY ID ASSOCIATED AT A NOT ACTIVE CONTRACT"},
	// Declarations to Limosa are not in our data, only what a document says of
	// itself. Check digits that do not fit are LimosaUnlikely, which is ours.
	{LimosaUnknown, "LIMOSA ID IS NOT KNOWN"},
	// A BIS number comes without a document, so without dates.
	{BISUnknown, "NISS-BIS IS NOT KNOWN IN LIMOSA"},
	{BISNotActive, "NISS-BIS IS NOT ACTIVE AT THIS DATE IN LIMOSA"},
	// The National Register is not in our data. Numbers that cannot exist are
	// refused at the door.
	{NISSUnknown, "NISS IS NOT KNOW IN THE NATIONAL REGISTER"},
}

// AllRemarks returns all of them, the official ones first.
func AllRemarks() (all []Remark) {
	for _, row := range official {
		all = append(all, row.remark)
	}
	return append(all, AlreadyIn, AlreadyOut, OutWithoutIn, Late, CancelTooLate, LimosaUnlikely, ClockAhead)
}

// Official returns the text of the official service, to the letter; "" for a
// remark that is ours alone.
func (r Remark) Official() string {
	for _, row := range official {
		if row.remark == r {
			return row.text
		}
	}
	return ""
}

// OfficialRemark returns the remark with that text of the official service;
// found is false if there is none. Runs of spaces count as one.
func OfficialRemark(text string) (r Remark, found bool) {
	wanted := singleSpaced(text)
	for _, row := range official {
		if singleSpaced(row.text) == wanted {
			return row.remark, true
		}
	}
	return "", false
}

// Repeats reports whether the remark says that the same was registered before.
func (r Remark) Repeats() bool {
	return r == AlreadyRegistered || r == AlreadyIn || r == AlreadyOut
}

func singleSpaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// WithRemarks returns remarks, and behind them those of others that are not among
// them.
func WithRemarks(remarks []Remark, others ...Remark) []Remark {
	all := slices.Clone(remarks)
	for _, one := range others {
		if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}

// Settlement is the result of the content check of a presence.
type Settlement struct {
	State   State
	Remarks []Remark // to be added to those that it has
}
