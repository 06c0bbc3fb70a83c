// Package mail sends letters to users through a mail server of the operator's.
// A password is sent over TLS only, to a server whose certificate is right; a
// server without login is one of the house. Whether there is a link to send, and
// what happens if it cannot be sent, is not its concern.
package mail

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"ciaw/server/i18n"
)

// Settings says through which server letters go.
type Settings struct {
	Server   string // as ParseServer reads it
	Password string // of the user that Server names
	From     string // address of the sender, with or without a name

	Roots   *x509.CertPool // who may vouch for the server; nil: whom the system trusts
	Timeout time.Duration  // for a whole letter; default: 15 s
}

// Letter is a mail to a user.
type Letter struct {
	To, Name, Company string
	Link              string // "" in one that only tells something
	About             string // what it tells: the end of a key of the catalogue
	Language          string // "" if not known
}

// Server is an SMTP server that takes letters.
type Server struct {
	Host string
	Port int
	User string // "" if there is no login
	TLS  bool   // from the first byte, rather than after STARTTLS
}

// errServer shows the forms of a server's URL.
var errServer = errors.New("is not like smtps://USER@HOST:465, smtp://USER@HOST:587 or smtp://HOST:25")

// ParseServer reads smtps://USER@HOST:465 (TLS), smtp://USER@HOST:587 (STARTTLS
// is demanded) or smtp://HOST:25 (no login). The port may be left out. A
// password does not belong there: lists of processes would show it.
func ParseServer(text string) (Server, error) {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || strings.Trim(u.Path, "/")+u.RawQuery+u.Fragment != "" {
		return Server{}, errServer
	}
	if _, given := u.User.Password(); given {
		return Server{}, errors.New("must not hold the password")
	}
	s := Server{Host: u.Hostname(), User: u.User.Username(), TLS: u.Scheme == "smtps", Port: 25}
	switch {
	case s.TLS:
		s.Port = 465
	case s.User != "":
		s.Port = 587
	}
	if p := u.Port(); p != "" {
		if s.Port, err = strconv.Atoi(p); err != nil || s.Port < 1 || s.Port > 65535 {
			return Server{}, errServer
		}
	}
	return s, nil
}

// Sender sends letters.
type Sender struct {
	from    *netmail.Address
	options []gomail.Option
	host    string
	timeout time.Duration
	words   i18n.Catalogue
}

// New returns a sender, or says what is wrong with its settings.
func New(s Settings) (*Sender, error) {
	server, err := ParseServer(s.Server)
	if err != nil {
		return nil, fmt.Errorf("mail server %w", err)
	}
	from, err := netmail.ParseAddress(s.From)
	if err != nil {
		return nil, errors.New("the sender is no e-mail address")
	}
	if (server.User == "") != (s.Password == "") {
		return nil, errors.New("a mail server wants a user and a password, or neither")
	}
	if s.Timeout == 0 {
		s.Timeout = 15 * time.Second
	}
	said, err := i18n.Read("mail.invitation.subject", "mail.invitation.text", "mail.password.subject", "mail.password.text",
		"mail.account.subject", "mail.account.text", "mail.account.email", "mail.account.password", "mail.account.passkey",
		"mail.account.totp", "mail.account.recovery", "mail.account.guessing")
	if err != nil {
		return nil, err
	}
	return &Sender{from, options(server, s), server.Host, s.Timeout, said}, nil
}

// options are those of the SMTP client.
func options(server Server, s Settings) []gomail.Option {
	secure := &tls.Config{ServerName: server.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}
	all := []gomail.Option{gomail.WithPort(server.Port), gomail.WithTimeout(s.Timeout)}
	switch {
	case server.TLS:
		all = append(all, gomail.WithSSL())
	case server.User != "":
		all = append(all, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		// Mail servers among themselves encrypt if the other offers it, to
		// whoever that is: the alternative is in the clear.
		secure.InsecureSkipVerify = true
		all = append(all, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	}
	if server.User != "" {
		all = append(all, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(server.User), gomail.WithPassword(s.Password))
	}
	return append(all, gomail.WithTLSConfig(secure))
}

// Send sends a letter for a purpose: "invitation", "password", or "account" for
// something that happened to an account. An error means
// that the server did not take it; it names nobody.
func (s *Sender) Send(ctx context.Context, purpose string, l Letter) error {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	message, err := s.write(purpose, l)
	if err != nil {
		return err
	}
	client, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return fmt.Errorf("prepare mail: %w", err)
	}
	if err := client.DialWithContext(ctx); err != nil {
		return fmt.Errorf("reach the mail server: %w", err)
	}
	defer func() { _ = client.Close() }() // the letter is taken or not by then
	if err := client.Send(message); err != nil {
		var refused *gomail.SendError
		if errors.As(err, &refused) {
			return fmt.Errorf("hand mail over: %s", refused.Reason) // the rest names the recipient
		}
		return errors.New("hand mail over: the connection broke")
	}
	return nil
}

// write writes a letter: a line or two in each language, and the link on a line
// of its own, so that every mail program makes it one to tap.
func (s *Sender) write(purpose string, l Letter) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(s.from)
	if err := m.To(l.To); err != nil {
		return nil, errors.New("no such e-mail address")
	}
	var subjects, texts []string
	for _, language := range s.words.Languages(l.Language) {
		filled := []string{"name", plain(l.Name), "company", plain(l.Company)}
		if l.About != "" {
			filled = append(filled, "what", s.words.Say(language, "mail."+purpose+"."+l.About))
		}
		subjects = append(subjects, s.words.Say(language, "mail."+purpose+".subject")) // nobody's words but ours
		texts = append(texts, s.words.Say(language, "mail."+purpose+".text", filled...))
	}
	m.Subject(strings.Join(subjects, " / "))
	if l.Link != "" {
		texts = append(texts, l.Link)
	}
	m.SetBodyString(gomail.TypeTextPlain, strings.Join(texts, "\n\n")+"\n")
	m.SetDate()
	_, domain, _ := strings.Cut(s.from.Address, "@")
	m.SetMessageIDWithValue(rand.Text() + "@" + domain)
	m.SetGenHeader("Auto-Submitted", "auto-generated") // so that no one's holiday answers
	return m, nil
}

// longestName is how much of a name a letter shows, in characters.
const longestName = 60

// plain makes of a name that a stranger may have written what no mail program
// makes a link of, and what begins no line or header: letters, digits and what
// joins them within a name. Dots, colons, slashes and at signs become spaces.
func plain(name string) string {
	kept := []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune("'’-&", r) {
			return r
		}
		return ' '
	}, name))
	if len(kept) > longestName {
		kept = kept[:longestName]
	}
	return strings.Join(strings.Fields(string(kept)), " ")
}
