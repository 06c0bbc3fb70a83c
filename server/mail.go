package server

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"ciaw/server/mail"
	"ciaw/server/web"
)

// letters hands the letters of package web to package mail.
type letters struct{ *mail.Sender }

// Send sends a letter.
func (l letters) Send(ctx context.Context, purpose string, letter web.Letter) error {
	return l.Sender.Send(ctx, purpose, mail.Letter(letter))
}

// mail returns who sends letters; nil if there is no mail server.
func (s Settings) mail() (web.Mail, error) {
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
	sender, err := mail.New(mail.Settings{Server: s.SMTP, Password: password, From: s.MailFrom})
	if err != nil {
		return nil, err
	}
	return letters{sender}, nil
}
