// Package config is what can be set about a running program, and what follows
// from it: where its files are, how the world reaches it. It opens nothing.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"ciaw/server/checkin"
	"ciaw/server/mail"
	"ciaw/server/store"
)

// Settings are everything that can be set. Each has a flag and a CIAW_…
// variable; package cmd/ciaw reads both from the tags.
type Settings struct {
	Addr        string `default:"127.0.0.1:8080" env:"CIAW_ADDR" placeholder:"HOST:PORT" help:"Address to listen on. Empty host: all interfaces."`
	MetricsAddr string `env:"CIAW_METRICS_ADDR" placeholder:"HOST:PORT" help:"Address at which alone GET /metrics is answered (Prometheus), by plain HTTP. Who reaches it reads it. Default: nowhere."`

	Data     string `default:"./data" env:"CIAW_DATA" placeholder:"FOLDER" help:"Folder for the database and the keys. Made if it is not there."`
	Database string `env:"CIAW_DATABASE" placeholder:"DSN" help:"A SQLite FILE, or postgres://USER:PASSWORD@HOST/NAME. Default: ciaw.db in the data folder."`
	DataKeys string `env:"CIAW_DATA_KEYS" placeholder:"FILE" help:"Keys that encrypt the numbers of persons: a file, or their JSON. Default: data-keys.json in the data folder."`
	Demo     bool   `env:"CIAW_DEMO" help:"Add fictional workplaces and show at /demo what to try."`
	Origin   string `env:"CIAW_ORIGIN" placeholder:"URL" help:"How the world reaches this register, as in https://ciaw.example. Default: from the address."`

	OpenCompanies bool `env:"CIAW_OPEN_COMPANIES" help:"Believe whoever registers a company. Without it, companies see other people's presences and keep workplaces only after: ciaw company confirm NUMBER."`

	Simulation bool `env:"CIAW_SIMULATION" help:"Be a simulation: receipt numbers begin with 9 and are no registrations."`

	Authority []string `env:"CIAW_AUTHORITY" placeholder:"NAME" help:"Another authority that may give receipt numbers, to companies with a mandate: see ciaw mandate. 'simulated' or 'simulated:5s' is one to try it out with, which answers after a delay. Without a mandate this register gives the number."`

	Rules map[string]string `name:"rule" env:"CIAW_RULE" placeholder:"NAME=DAY" help:"Switch on a rule that is announced and not in force by itself, from a day on, as in construction-out=2027-01-01. Names: construction-out, removals."`

	TLS     string `name:"tls" enum:"off,self-signed,files,acme" default:"off" env:"CIAW_TLS" help:"HTTPS: ${enum}. Phones open their camera over HTTPS or on localhost only."`
	TLSCert string `env:"CIAW_TLS_CERT" placeholder:"FILE" help:"Certificate chain, PEM (with --tls=files)."`
	TLSKey  string `env:"CIAW_TLS_KEY" placeholder:"FILE" help:"Its private key, PEM (with --tls=files)."`

	ACMEHost      []string `name:"acme-host" env:"CIAW_ACME_HOST" placeholder:"NAME" help:"Host names to obtain certificates for (with --tls=acme); port 443 must reach this program."`
	ACMEEmail     string   `name:"acme-email" env:"CIAW_ACME_EMAIL" placeholder:"ADDRESS" help:"Where the certificate authority may write to."`
	ACMEDirectory string   `name:"acme-directory" env:"CIAW_ACME_DIRECTORY" placeholder:"URL" help:"Another certificate authority than Let's Encrypt."`

	TrustedProxy []string `env:"CIAW_TRUSTED_PROXY" placeholder:"CIDR" help:"Proxies whose X-Forwarded-For and Forwarded are believed."`
	LogLevel     string   `enum:"debug,info,warn,error" default:"info" env:"CIAW_LOG_LEVEL" help:"Least level to log: ${enum}."`
	Limits       float64  `default:"1" env:"CIAW_LIMITS" placeholder:"FACTOR" help:"Multiplies the rate limits; 0 turns them off."`

	SMTP             string `name:"smtp" env:"CIAW_SMTP" placeholder:"URL" help:"Mail server for letters to users of confirmed companies: smtps://USER@HOST:465, smtp://USER@HOST:587 (STARTTLS is demanded) or smtp://HOST:25 (no login). Its password: CIAW_SMTP_PASSWORD, or a file."`
	SMTPPasswordFile string `name:"smtp-password-file" env:"CIAW_SMTP_PASSWORD_FILE" placeholder:"FILE" help:"File that holds the password of the mail server."`
	MailFrom         string `env:"CIAW_MAIL_FROM" placeholder:"ADDRESS" help:"Who letters are from, as in 'ciaw <register@ciaw.example>'."`

	PushContact    string `env:"CIAW_PUSH_CONTACT" placeholder:"ADDRESS" help:"How web push services reach the operator: mailto:ADDRESS or https://NAME. Default: the origin, if it is https and public, else --mail-from. Without any, nothing is pushed."`
	PrivateTargets bool   `env:"CIAW_PRIVATE_TARGETS" help:"Let web hooks and web push reach private networks, and by http. Any user with a company could then send requests into yours."`

	// SMTPPassword has no flag: lists of processes show flags.
	SMTPPassword string `kong:"-"`

	// MaxBatch is how many presences are committed together; 0 is the default
	// of package store. For measuring only: it has no flag.
	MaxBatch int `kong:"-"`
}

// Validate returns every mistake in the settings, named by its flag.
func (s Settings) Validate() error {
	var errs []error
	wrong := func(flag, format string, args ...any) {
		errs = append(errs, fmt.Errorf("--"+flag+": "+format, args...))
	}
	if _, _, err := net.SplitHostPort(s.Addr); err != nil {
		wrong("addr", "%q is not HOST:PORT", s.Addr)
	}
	if _, _, err := net.SplitHostPort(s.MetricsAddr); s.MetricsAddr != "" && err != nil {
		wrong("metrics-addr", "%q is not HOST:PORT", s.MetricsAddr)
	}
	if s.Data == "" {
		wrong("data", "is empty")
	}
	if scheme, _, found := strings.Cut(s.Database, ":"); found && scheme != "sqlite" && !store.IsPostgreSQL(s.Database) {
		wrong("database", "must be a SQLite file or a PostgreSQL URL")
	}
	if s.Origin != "" && !validOrigin(s.Origin) {
		wrong("origin", "%q is not like https://ciaw.example", s.Origin)
	}
	if _, err := checkin.NewRules(s.Rules); err != nil {
		wrong("rule", "%w", err)
	}
	if _, err := s.Authorities(); err != nil {
		wrong("authority", "%w", err)
	}
	if s.Limits < 0 {
		wrong("limits", "must not be negative")
	}
	for _, cidr := range s.TrustedProxy {
		if _, err := netip.ParsePrefix(cidr); err != nil {
			wrong("trusted-proxy", "%q is not like 10.0.0.0/8", cidr)
		}
	}
	if s.PushContact != "" && !validContact(s.PushContact) {
		wrong("push-contact", "%q is neither mailto:ADDRESS nor https:// and a public name", s.PushContact)
	}
	s.validateTLS(wrong)
	if _, err := s.Mailer(); err != nil {
		wrong("smtp", "%w", err)
	}
	return errors.Join(errs...)
}

func (s Settings) validateTLS(wrong func(flag, format string, args ...any)) {
	for flag, file := range map[string]string{"tls-cert": s.TLSCert, "tls-key": s.TLSKey} {
		switch _, err := os.Stat(file); {
		case s.TLS == "files" && file == "":
			wrong(flag, "is needed with --tls=files")
		case s.TLS == "files" && err != nil:
			wrong(flag, "%v", err)
		case s.TLS != "files" && file != "":
			wrong(flag, "has no effect without --tls=files")
		}
	}
	switch {
	case s.TLS == "acme" && len(s.ACMEHost) == 0:
		wrong("acme-host", "is needed with --tls=acme")
	case s.TLS != "acme" && len(s.ACMEHost) > 0:
		wrong("acme-host", "has no effect without --tls=acme")
	}
	if s.ACMEDirectory != "" {
		if u, err := url.Parse(s.ACMEDirectory); err != nil || u.Scheme != "https" || u.Host == "" {
			wrong("acme-directory", "%q is no https address", s.ACMEDirectory)
		}
	}
}

func validOrigin(origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.Scheme+"://"+u.Host == origin
}

// Secure reports whether browsers reach the register by HTTPS.
func (s Settings) Secure() bool {
	return s.TLS == "files" || s.TLS == "acme" || strings.HasPrefix(s.Origin, "https://")
}

// OriginOf returns how the world reaches the register that listens there.
func (s Settings) OriginOf(listening net.Addr) string {
	if s.Origin != "" {
		return s.Origin
	}
	if len(s.ACMEHost) > 0 {
		return "https://" + s.ACMEHost[0]
	}
	scheme := "https"
	if s.TLS == "off" {
		scheme = "http"
	}
	host, _, _ := net.SplitHostPort(s.Addr) // checked by Validate
	if ip := net.ParseIP(host); host == "" || ip != nil && (ip.IsUnspecified() || ip.IsLoopback()) {
		host = "localhost"
	}
	_, port, _ := net.SplitHostPort(listening.String())
	return scheme + "://" + net.JoinHostPort(host, port)
}

// DSN returns the PostgreSQL URL or the SQLite file.
func (s Settings) DSN() string {
	if s.Database == "" {
		return filepath.Join(s.Data, "ciaw.db")
	}
	return s.Database
}

// SQLiteFile returns the file that a database which is not PostgreSQL names.
func SQLiteFile(database string) string { return strings.TrimPrefix(database, "sqlite:") }

// DataKeysFile returns the file of the keys that encrypt numbers of persons, or
// the keys themselves.
func (s Settings) DataKeysFile() string {
	if s.DataKeys == "" {
		return filepath.Join(s.Data, "data-keys.json")
	}
	return s.DataKeys
}

// ReceiptKeysFile returns the file of the keys that sign receipts.
func (s Settings) ReceiptKeysFile() string { return filepath.Join(s.Data, "receipt-keys.json") }

// Proxies returns the trusted proxies; Validate has checked them.
func (s Settings) Proxies() []netip.Prefix {
	var all []netip.Prefix
	for _, cidr := range s.TrustedProxy {
		all = append(all, netip.MustParsePrefix(cidr))
	}
	return all
}

// Logger returns the program's log: JSON lines on standard error.
func (s Settings) Logger() *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(s.LogLevel)) // one of the four, by its tag
	return slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
}

// Mailer returns who sends letters; nil if there is no mail server.
func (s Settings) Mailer() (*mail.Sender, error) {
	if s.SMTP == "" {
		if s.MailFrom+s.SMTPPassword+s.SMTPPasswordFile != "" {
			return nil, errors.New("is needed for letters")
		}
		return nil, nil
	}
	password := s.SMTPPassword
	if s.SMTPPasswordFile != "" {
		text, err := os.ReadFile(s.SMTPPasswordFile)
		if err != nil {
			return nil, fmt.Errorf("password: %w", err)
		}
		password = strings.TrimSpace(string(text))
	}
	return mail.New(mail.Settings{Server: s.SMTP, Password: password, From: s.MailFrom})
}
