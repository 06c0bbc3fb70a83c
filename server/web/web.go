// Package web speaks HTTP: it serves the contract of package api and the app,
// and turns requests into values and failures into problem documents. It
// decides nothing about presences; that is for the features it calls.
//
// A handler has three steps: parse, call, present. Start reading at New, where
// the routes are, and see middleware.go for what every request goes through.
package web

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"net/netip"
	"time"

	"github.com/labstack/echo/v4"

	"ciaw/api"
	"ciaw/server/account"
	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/demo"
	"ciaw/server/hook"
	"ciaw/server/id"
	"ciaw/server/poster"
	"ciaw/server/push"
	"ciaw/server/receipt"
	"ciaw/server/registration"
	"ciaw/server/scan"
	"ciaw/server/workplace"
)

// Registration records presences; package registration does.
type Registration interface {
	// Register records a presence once and says whether it was added now.
	Register(ctx context.Context, who checkin.Actor, r registration.Request) (e registration.Entry, added bool, err error)
	// RegisterAll does so for all orders in one transaction.
	RegisterAll(ctx context.Context, orders []registration.Order) ([]registration.Outcome, error)
	// Find returns a presence to its owner.
	Find(ctx context.Context, who checkin.Actor, which id.Presence) (registration.Entry, error)
	// Cancel withdraws a presence of one's own.
	Cancel(ctx context.Context, who checkin.Actor, which id.Presence, why checkin.CancelReason) (registration.Entry, error)
}

// Workplaces keeps workplaces and posters; package workplace does.
type Workplaces interface {
	// Poster returns what the poster with that code stands for.
	Poster(ctx context.Context, code id.Poster) (workplace.Sheet, error)
	// Add keeps a workplace here.
	Add(ctx context.Context, who checkin.Actor, w checkin.Workplace, contractors []checkin.Contractor) (workplace.Details, error)
	// Change changes one that the actor's company keeps.
	Change(ctx context.Context, who checkin.Actor, w checkin.Workplace, contractors []checkin.Contractor) (workplace.Details, error)
	// Put adds one or changes it, and says which.
	Put(ctx context.Context, who checkin.Actor, w checkin.Workplace) (added bool, err error)
	// Find returns one that concerns the actor's company.
	Find(ctx context.Context, who checkin.Actor, number id.Workplace) (workplace.Details, error)
	// AddPoster makes a poster.
	AddPoster(ctx context.Context, who checkin.Actor, number id.Workplace, gate string) (checkin.Poster, error)
	// RevokePoster revokes one.
	RevokePoster(ctx context.Context, who checkin.Actor, number id.Workplace, code id.Poster) (checkin.Poster, error)
	// Sheets returns what to print.
	Sheets(ctx context.Context, who checkin.Actor, number id.Workplace, code id.Poster) (workplace.Details, error)
}

// Consultation shows presences to those they concern; package consultation does.
type Consultation interface {
	// Workplaces returns the workplaces that concern the actor's company.
	Workplaces(ctx context.Context, who checkin.Actor) ([]consultation.Summary, error)
	// Board shows who is present at one of them.
	Board(ctx context.Context, who checkin.Actor, number id.Workplace, on checkin.Day) (consultation.Board, error)
	// Search finds presences.
	Search(ctx context.Context, who checkin.Actor, q consultation.Query) (consultation.Page, error)
}

// Mail sends letters.
type Mail interface {
	// Send sends a letter for a purpose: auth.Invitation or auth.PasswordReset.
	Send(ctx context.Context, purpose string, l Letter) error
}

// Letter is what is sent to a user.
type Letter struct {
	To, Name, Company, Link string
	Language                string // "" if not known
}

// Reader reads the codes in a picture; package scan does.
type Reader interface {
	// Read returns at least one code, or says why there is none. It takes the
	// picture only when its turn is near.
	Read(ctx context.Context, picture io.Reader) ([]scan.Code, error)
}

// Receipts proves registrations; package receipt does.
type Receipts interface {
	// Sign returns the signed receipt of a presence.
	Sign(p checkin.Presence) (string, error)
}

// Keys are the keys that receipts are verified with; package receipt has them.
type Keys interface {
	// Public returns all keys.
	Public() []receipt.PublicKey
}

// Site is everything that is served.
type Site struct {
	Registration Registration
	Workplaces   Workplaces
	Consultation Consultation
	Auth         *auth.Service
	Accounts     *account.Service
	Mail         Mail // nil if there is no mail server
	Push         *push.Service
	Hooks        *hook.Service
	Printer      func() (*poster.Printer, error) // made when the first poster is printed
	Reader       Reader
	Receipts     Receipts
	Keys         Keys
	App          fs.FS                                     // the built app
	Ready        func(context.Context) error               // nil if writes are taken
	Demo         func() (places []demo.Place, l1 []string) // nil unless in demo mode
	Waiting      Waiting                                   // state of the outbox, for metrics
	Allow        func(class, key string) time.Duration     // counts a try; how long to wait
	Log          *slog.Logger
	Origin       string         // of this register
	Simulation   bool           // nothing registered here counts
	Trusted      []netip.Prefix // proxies whose X-Forwarded-For is believed
	Secure       bool           // reached by HTTPS, so browsers may be told to insist
	Now          func() time.Time
}

// The classes of tries that are counted here, per address.
const (
	ByLookup = "lookup" // reading posters and presences
	ByScan   = "scan"   // decoding pictures

	ByFounding = "founding" // registering companies
	ByFile     = "file"     // making and reading files
)

// New returns the handler of every request.
func New(s Site) *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = extractor(s.Trusted)
	m := newMeter(s.Waiting)
	e.HTTPErrorHandler = problems(s.Log)
	e.Binder = body{}
	e.Use(m.observe(s.Log), recovered, secure(s.Secure), limitBody, needJSON, visiting(s.Auth.Actor), shorter())

	api.RegisterHandlers(e, api.NewStrictHandler(&handler{Site: s, meter: m}, []api.StrictMiddlewareFunc{throttle(s.Allow)}))
	e.GET("/api/v1/openapi.yaml", specification)
	e.GET("/metrics", m.serve, localOnly)
	newApp(s.App).register(e)
	return e
}

// handler implements the contract.
type handler struct {
	Site
	meter *meter
}

var _ api.StrictServerInterface = (*handler)(nil)

func specification(c echo.Context) error {
	return c.Blob(200, "application/yaml", api.Specification)
}
