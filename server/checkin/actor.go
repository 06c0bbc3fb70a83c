package checkin

import (
	"slices"
	"time"

	"ciaw/server/id"
)

// Owner is the hash of what proves that a presence is one's own: of the secret
// that a device without account made, or of the company whose user, client or
// gateway registered it.
type Owner [32]byte

// Principal is the kind of who is asking. It follows from the credential that
// was shown (package auth); what each kind may do is for package access to say.
// The zero value is nobody.
type Principal string

// The principals.
const (
	DevicePrincipal  Principal = "device"  // a phone without account, known by a secret that it made
	UserPrincipal    Principal = "user"    // a person who signed in for a company
	ClientPrincipal  Principal = "client"  // other software of a company, through the web service
	GatewayPrincipal Principal = "gateway" // a computer at a workplace, at which workers identify
)

// Actor is the caller: exactly one principal, through one channel. Channels
// differ only in how package auth makes one; everything after that asks package
// access what the actor may do. The zero Actor is nobody and may do nothing.
type Actor struct {
	Principal Principal
	ID        id.Key // of the user, client or gateway; zero for a device
	Channel   Channel
	Owner     Owner
	Address   string    // network address, for limits; never stored
	Session   id.Key    // of a user
	Confirmed time.Time // when the user last said who they are, in this session
	Member              // the company that it acts for; and who they are, of a user. Zero for a device

	Entitlements []Entitlement  // what the company lets it do
	Workplaces   []id.Workplace // of a client or gateway: the only ones where it may register; nil: a client may at all
}

// UserActor returns the actor that a user is through that channel.
func UserActor(m Member, through Channel) Actor {
	return Actor{Principal: UserPrincipal, ID: m.User.ID, Channel: through, Member: m, Entitlements: m.User.Entitlements}
}

// May reports whether the actor has the entitlement. Whether that suffices is
// for package access to say.
func (a Actor) May(e Entitlement) bool { return slices.Contains(a.Entitlements, e) }
