package main

import (
	"context"
	"os"

	"ciaw/server/admin"
)

type mandate struct {
	List     listMandates    `cmd:"" help:"List the companies whose presences go to another authority."`
	Give     giveMandate     `cmd:"" help:"Note a company's mandate: its presences go to that authority from now on. What proves it is read from standard input, so that it is in no list of commands."`
	Withdraw withdrawMandate `cmd:"" help:"End a company's mandate: this register gives the numbers from now on."`
}

type listMandates struct{ where }

// Run lists the mandates.
func (c listMandates) Run() error {
	return admin.Mandates(context.Background(), c.settings(), os.Stdout)
}

type giveMandate struct {
	where
	Number    string `arg:"" help:"CBE number, or VAT number with the country."`
	Authority string `arg:"" help:"Name of the authority, as in serve --authority."`
}

// Run notes a mandate.
func (c giveMandate) Run() error {
	return admin.GiveMandate(context.Background(), c.settings(), admin.Given{Number: c.Number, Authority: c.Authority}, os.Stdin)
}

type withdrawMandate struct {
	where
	Number string `arg:"" help:"CBE number, or VAT number with the country."`
}

// Run ends a mandate.
func (c withdrawMandate) Run() error {
	return admin.WithdrawMandate(context.Background(), c.settings(), c.Number)
}
