package checkin

import "ciaw/server/fault"

// The refusals that several features share: one code, one variable.
var (
	ErrSignedOut    = fault.New(fault.Unauthenticated, "signed_out") // an account is needed, or the credential is no longer good
	ErrDenied       = fault.New(fault.Denied, "not_entitled")        // the account may not
	ErrUnconfirmed  = fault.New(fault.Denied, "company_unconfirmed") // the operator has not confirmed the company
	ErrAgain        = fault.New(fault.Denied, "again_required")      // the user must say again who they are
	ErrTooMany      = fault.New(fault.TooMany, "too_many_requests")  // try again later
	ErrWorkplace    = fault.New(fault.Unknown, "workplace_unknown")  // there is none, or it does not concern the actor
	ErrNotFound     = fault.New(fault.Unknown, "not_found")          // nor is what else was asked for
	ErrPosters      = fault.New(fault.Conflict, "posters_full")      // a workplace has as many as it may: MaxPosters
	ErrPosition     = fault.New(fault.Invalid, "position_invalid")   // degrees that are not on the globe
	ErrLoginTaken   = fault.New(fault.Conflict, "login_taken")       // somebody has that login
	ErrCompanyKnown = fault.New(fault.Conflict, "company_known")     // a company is here already
	ErrNISSSet      = fault.New(fault.Conflict, "niss_set")          // a user's own number is set once; the operator changes it
	ErrNISSTaken    = fault.New(fault.Conflict, "niss_taken")        // another user of the company has it
)
