package main

import (
	"context"
	"fmt"
	"os"

	"ciaw/server/admin"
)

type company struct {
	List    listCompanies  `cmd:"" help:"List all companies, and whether they are confirmed."`
	Confirm confirmCompany `cmd:"" help:"Note that a company's users act for it: from then on they see what concerns it."`
	Remove  removeCompany  `cmd:"" help:"Remove a company with its users, sessions, web hooks and subscriptions. Refused while presences of it are kept."`
}

type listCompanies struct{ where }

// Run lists the companies.
func (c listCompanies) Run() error {
	return admin.Companies(context.Background(), c.settings(), os.Stdout)
}

type confirmCompany struct {
	where
	Number string `arg:"" help:"CBE number, or VAT number with the country."`
}

// Run confirms a company.
func (c confirmCompany) Run() error {
	return admin.ConfirmCompany(context.Background(), c.settings(), c.Number)
}

type removeCompany struct {
	where
	Number string `arg:"" help:"CBE number, or VAT number with the country."`
}

// Run removes a company.
func (c removeCompany) Run() error {
	return admin.RemoveCompany(context.Background(), c.settings(), c.Number)
}

type user struct {
	Link userLink `cmd:"" help:"Make a link to set a new password, for somebody whom nobody else can help."`
	Niss userNISS `cmd:"" help:"Change a user's own national number, which they set only once. It is read from standard input, so that it is in no list of commands."`
}

type userLink struct {
	where
	Origin string `default:"http://localhost:8080" env:"CIAW_ORIGIN" placeholder:"URL" help:"How the world reaches this register."`
	Login  string `arg:"" help:"User name."`

	WithoutSecondFactor bool `help:"End their second factor and their recovery codes, for somebody who has lost both. Make sure first that it is them."`
}

// Run prints a link that works once, for an hour.
func (c userLink) Run() error {
	s := c.settings()
	s.Origin = c.Origin
	link, err := admin.UserLink(context.Background(), s, c.Login, c.WithoutSecondFactor)
	if err == nil {
		fmt.Println(link)
	}
	return err
}

type userNISS struct {
	where
	Login string `arg:"" help:"User name."`
}

// Run changes the number.
func (c userNISS) Run() error {
	return admin.UserNISS(context.Background(), c.settings(), c.Login, os.Stdin)
}

type person struct {
	Export exportPerson `cmd:"" help:"Write everything about one person as JSON, to hand to them. The number is read from standard input, so that it is in no list of commands."`
}

type exportPerson struct{ where }

// Run exports a person.
func (c exportPerson) Run() error {
	return admin.ExportPerson(context.Background(), c.settings(), os.Stdin, os.Stdout)
}
