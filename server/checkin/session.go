package checkin

import (
	"time"

	"ciaw/server/id"
)

// Account is a user with what proves that it is them.
type Account struct {
	Member
	Password string     // as package auth hashed it; "" if there is none
	TOTP     string     // secret of the second factor, base 32; "" if there is none
	TOTPStep int64      // the last time step of it that was used
	Recovery [][32]byte // hashes of the recovery codes that were not used
	Passkeys int        // how many there are
}

// Session is one place where a user is signed in.
type Session struct {
	ID       id.Key
	User     id.Key
	Token    [32]byte // hash of the token that renews it
	Previous [32]byte // hash of the one before: its answer may have been lost
	Device   string   // how its owner recognises it
	Channel  Channel  // by the kind of device
	Created  time.Time
	Used     time.Time // when Token was made
	Expires  time.Time

	Confirmed time.Time // when its user last said who they are
}

// Passkey is a credential of a device (WebAuthn).
type Passkey struct {
	ID         []byte // the credential's
	User       id.Key
	Name       string
	Credential []byte // as package auth keeps it
	Created    time.Time
	Used       time.Time
}

// OneTimeToken is a secret that works once: a link that was sent, a challenge.
type OneTimeToken struct {
	ID      [32]byte // hash of the secret
	Purpose string
	User    id.Key // zero if not known yet
	Data    []byte
	Expires time.Time
}
