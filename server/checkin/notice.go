package checkin

import (
	"time"

	"ciaw/server/id"
)

// Subscription is a device that its user wants to be told things on, by web
// push.
type Subscription struct {
	ID       id.Key // of the endpoint, so that a device is there once
	User     id.Key
	Endpoint string // where the push service of the device's browser takes messages
	Key      []byte // the device's public key, an uncompressed point on P-256
	Secret   []byte // 16 bytes that the device shares with us
	Language string
	Remarks  bool // tell of remarks on what the user registered
	Alarms   []Alarm
	Created  time.Time
}

// Notice is a kind of notification to a user.
type Notice string

// The notices. Those on a registration and on the account come when something
// happens, all others at a time of day.
const (
	RemarkNotice   Notice = "remark"   // on a registration of theirs
	ReminderNotice Notice = "reminder" // registered on the last working days, not on this one
	OutNotice      Notice = "out"      // somebody whom they registered is in, and has not gone out
	MissingNotice  Notice = "missing"  // people who were there the last time are not
	AccountNotice  Notice = "account"  // what proves who they are was changed; nobody need have wished for it
)

// AccountChange is something of an account that its user is told of by mail, at
// the address from before.
type AccountChange string

// The changes that users are told of.
const (
	EmailChanged    AccountChange = "email"
	PasswordChanged AccountChange = "password"
	PasskeysChanged AccountChange = "passkey"  // one was added or removed
	FactorChanged   AccountChange = "totp"     // put in force or removed
	RecoveryChanged AccountChange = "recovery" // codes were made, or one was used
	CodesGuessed    AccountChange = "guessing" // by somebody who knows the password
)

// Absence is the number of people who are missing at a workplace.
type Absence struct {
	Workplace Workplace
	Missing   int
}

// Alarm is a time of day at which to look whether there is something to tell.
type Alarm struct {
	Notice Notice
	At     int     // minutes after midnight in Brussels
	Days   [7]bool // by time.Weekday
}

// Next returns the first time of the alarm after that moment; zero if it never
// comes.
func (a Alarm) Next(after time.Time) time.Time {
	y, m, d := after.In(Brussels).Date()
	for i := range 8 {
		at := time.Date(y, m, d+i, a.At/60, a.At%60, 0, 0, Brussels)
		if at.After(after) && a.Days[at.Weekday()] {
			return at
		}
	}
	return time.Time{}
}

// Push is one notice to one device, still to be sent.
type Push struct {
	ID           id.Key
	Subscription id.Key
	Notice       Notice
	Presence     id.Presence // that it is about; zero for alarms
	Created      time.Time
}

// Event is something that happened to a presence, as other software is told.
type Event string

// The events.
const (
	PresenceRegistered Event = "presence.registered"
	PresenceDoubted    Event = "presence.doubted"
	PresenceRefused    Event = "presence.refused" // by another authority
	PresenceCancelled  Event = "presence.cancelled"
)

// TestEvent is that a user wants to see whether a hook works: no hook asks for it,
// and it is about no presence.
const TestEvent Event = "test"

// Known reports whether there is such an event that a hook may ask for.
func (e Event) Known() bool {
	return e == PresenceRegistered || e == PresenceDoubted || e == PresenceRefused || e == PresenceCancelled
}

// Hook is an address of a company's own software that wants to hear of events.
type Hook struct {
	ID        id.Key
	Company   id.Key
	Creator   id.Key // the user who added it
	URL       string
	Events    []Event
	Created   time.Time
	Confirmed time.Time // when the address answered its challenge; zero until then: it is told nothing
	Failures  int       // in a row
	Rests     time.Time // until when it is left in peace; zero if it is not
}

// Try is how telling a hook of some events ended.
type Try struct {
	Hook       id.Key
	Failures   int       // of the hook in a row, this one included
	Rests      time.Time // until when the hook is left in peace; zero if it is not
	Deliveries []Delivery
}

// Delivery is one event that one hook is told of.
type Delivery struct {
	ID       id.Key // the receiver's key against doubles
	Hook     id.Key
	Event    Event
	Presence id.Presence // of a test: a random one, which there is not
	Tries    int
	Status   int    // of the last answer, as in HTTP; 0 if there was none
	Error    string // of the last try; "" if it was good
	Created  time.Time
	Told     time.Time // zero until it was taken
}
