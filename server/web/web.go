// Package web speaks HTTP: it serves the contract of package api and the app,
// and turns requests into values and failures into problem documents. It
// decides nothing about presences; that is for the features it calls.
//
// A handler has three steps: parse, call, present. Start reading at New. What
// holds for an operation before its handler is asked (who is let in, how long a
// body may be, and so on) is in one table, routes.go, and applied by gate.go.
// Each register is mounted below a prefix, with a way of its own to say what
// went wrong (mount.go).
package web

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/labstack/echo/v4"

	"ciaw/api"
	"ciaw/server/account"
	"ciaw/server/auth"
	"ciaw/server/authority"
	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/demo"
	"ciaw/server/gatescreen"
	"ciaw/server/hook"
	"ciaw/server/letter"
	"ciaw/server/poster"
	"ciaw/server/push"
	"ciaw/server/receipt"
	"ciaw/server/receiptsheet"
	"ciaw/server/registration"
	"ciaw/server/rollcall"
	"ciaw/server/scan"
	"ciaw/server/workplace"
)

// Reader reads the codes in a picture; package scan does.
type Reader interface {
	// Read returns at least one code, or says why there is none.
	Read(ctx context.Context, picture []byte) ([]scan.Code, error)
}

// Register is the services of one register, and its position in the address
// space.
type Register struct {
	Prefix       string // of all its addresses, as in /simulation; "" at the root
	Origin       string // how the world reaches it, prefix included
	Simulation   bool   // nothing registered here counts
	Rules        checkin.Rules
	Registration *registration.Service
	Workplaces   *workplace.Service
	Consultation *consultation.Service
	RollCalls    *rollcall.Service
	Auth         *auth.Service
	Accounts     *account.Service
	Push         *push.Service
	Hooks        *hook.Service
	Receipts     *receipt.Issuer
	Screens      gatescreen.Keys
	Letters      *letter.Service
	Printer      func() (*poster.Printer, error)                   // made when the first poster is printed
	Paper        func() (*receiptsheet.Printer, error)             // made when the first receipt is printed
	Reader       Reader                                            // of pictures
	Authorities  func(context.Context) ([]authority.Status, error) // of others that give numbers; may be nil
	Demo         func() (workplaces []demo.Workplace, l1 []string) // nil unless in demo mode
	Ready        func(context.Context) error                       // nil if writes are taken
	Passes       func(error) bool                                  // a failure that says only that the database is away for a while; may be nil
	Waiting      Waiting                                           // state of the outbox, for metrics
	NumbersUsed  func(context.Context) (float64, error)            // part of today's receipt numbers, for metrics; may be nil
	Allow        func(class, key string) time.Duration             // counts a try; how long to wait
	Now          func() time.Time
}

// Options are everything that is served at one address.
type Options struct {
	Registers []Register     // the one at the root has no prefix
	App       fs.FS          // the built app
	Trusted   []netip.Prefix // proxies whose X-Forwarded-For and Forwarded are believed
	Secure    bool           // reached by HTTPS, so browsers may be told to insist
	Log       *slog.Logger
}

// The classes of tries that are counted here, per address.
const (
	ByLookup = "lookup" // reading posters and presences
	ByScan   = "scan"   // decoding pictures

	BySignUp = "sign_up" // registering companies
	ByFile   = "file"    // making and reading files

	ByChallenge = "challenge" // having addresses of others asked
)

// New returns the handler of every request, and the one that answers with the
// metrics of all registers, each below its prefix, and with nothing else: it is
// for an address of its own.
func New(s Options) (site *echo.Echo, metrics http.Handler) {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	proxies := &proxies{trusted: s.Trusted, log: s.Log}
	e.IPExtractor = proxies.client
	e.Binder = body{}
	page, data := securityHeaders(s.Secure)
	counts := http.NewServeMux()
	var all mounts
	places := newBulkheads()
	for _, r := range s.Registers {
		h := &handler{Register: r, Log: s.Log, meter: newMeter(r)}
		all = append(all, mount{prefix: r.Prefix, meter: h.meter, problems: writeProblem, passes: r.Passes})
		h.register(e, places)
		counts.Handle("GET "+r.Prefix+"/metrics", h.meter.handler)
	}
	e.HTTPErrorHandler = all.problems(s.Log)
	e.Use(all.observe(s.Log), proxies.warn, recovered, joined, withHeaders(data))
	newApp(s.App, page).register(e)
	return e, counts
}

// handler implements the contract for one register.
type handler struct {
	Register
	Log   *slog.Logger
	meter *meter
}

var _ api.StrictServerInterface = (*handler)(nil)

// register adds the routes of the register below its prefix.
func (h *handler) register(e *echo.Echo, places bulkheads) {
	g := gate{authenticate: h.Auth.Authenticate, allow: h.Allow, bulkheads: places, now: h.Now}
	api.RegisterHandlersWithOptions(e, api.NewStrictHandler(h, nil), api.RegisterHandlersOptions{
		BaseURL: h.Prefix, OperationMiddlewares: g.middlewares(routes),
	})
	e.GET(h.Prefix+"/api/v1/openapi.yaml", specification)
	e.GET(h.Prefix+"/metrics", echo.NotFoundHandler) // is served at an address of its own, not by the app
}

func specification(c echo.Context) error {
	return c.Blob(200, "application/yaml", api.Specification)
}
