package web

import (
	"context"
	"errors"

	"ciaw/api"
	"ciaw/server/account"
	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// AddSession signs in with a password.
func (h *handler) AddSession(ctx context.Context, r api.AddSessionRequestObject) (api.AddSessionResponseObject, error) {
	in, err := h.Auth.SignIn(ctx, auth.Password{Login: r.Body.Login, Password: r.Body.Password, TOTP: r.Body.Totp}, infoOf(ctx).device(r.Body.Device))
	if err != nil {
		return nil, err
	}
	return api.AddSession201JSONResponse{SignedInJSONResponse: h.presentSignedIn(in)}, nil
}

// RenewSession gets a new access token for the cookie.
func (h *handler) RenewSession(ctx context.Context, _ api.RenewSessionRequestObject) (api.RenewSessionResponseObject, error) {
	info := infoOf(ctx)
	in, err := h.Auth.Renew(ctx, info.refreshToken, info.device(""))
	if err != nil {
		return nil, err
	}
	return api.RenewSession200JSONResponse{SignedInJSONResponse: h.presentSignedIn(in)}, nil
}

// GetSessions lists where the caller is signed in.
func (h *handler) GetSessions(ctx context.Context, _ api.GetSessionsRequestObject) (api.GetSessionsResponseObject, error) {
	who := caller(ctx)
	all, err := h.Auth.Sessions(ctx, who)
	answer := api.Sessions{Sessions: []api.Session{}}
	for _, s := range all {
		answer.Sessions = append(answer.Sessions, api.Session{
			Id: s.ID.String(), Device: s.Device, Current: s.ID == who.Session, CreatedAt: s.Created, UsedAt: s.Used,
		})
	}
	return api.GetSessions200JSONResponse(answer), err
}

// RemoveSession signs out, here or elsewhere.
func (h *handler) RemoveSession(ctx context.Context, r api.RemoveSessionRequestObject) (api.RemoveSessionResponseObject, error) {
	who := caller(ctx)
	var which id.Key
	if r.Id != "current" {
		var err error
		if which, err = id.ParseKey(r.Id); err != nil {
			return nil, err
		}
	}
	answer := api.RemoveSession204Response{}
	if which.IsZero() || which == who.Session {
		answer.Headers.SetCookie = h.cookie("")
	}
	return answer, h.Auth.SignOut(ctx, who, which)
}

// GetMe returns the account of the caller.
func (h *handler) GetMe(ctx context.Context, _ api.GetMeRequestObject) (api.GetMeResponseObject, error) {
	who := caller(ctx)
	a, err := h.Auth.Me(ctx, who)
	return api.GetMe200JSONResponse(presentMe(a)), err
}

// ChangeMe changes what the caller says of themselves.
func (h *handler) ChangeMe(ctx context.Context, r api.ChangeMeRequestObject) (api.ChangeMeResponseObject, error) {
	who := caller(ctx)
	var f form
	d := account.Details{
		Name:  field(&f, "name", r.Body.Name, checkin.ParseName),
		Email: optional(&f, "email", r.Body.Email, account.CheckEmail),
		NISS:  optional(&f, "niss", r.Body.Niss, id.ParseNISS),
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	a, err := h.Accounts.ChangeMe(ctx, who, d)
	return api.ChangeMe200JSONResponse(presentMe(a)), err
}

// ChangePassword gives the caller another password.
func (h *handler) ChangePassword(ctx context.Context, r api.ChangePasswordRequestObject) (api.ChangePasswordResponseObject, error) {
	who := caller(ctx)
	return api.ChangePassword204Response{}, h.Auth.ChangePassword(ctx, who, r.Body.Current, r.Body.New)
}

// AddCompany registers a company and signs its first user in.
func (h *handler) AddCompany(ctx context.Context, r api.AddCompanyRequestObject) (api.AddCompanyResponseObject, error) {
	signUp, err := h.parseSignUp(ctx, *r.Body)
	if err != nil {
		return nil, err
	}
	a, err := h.Accounts.SignUp(ctx, signUp)
	switch {
	case errors.Is(err, checkin.ErrCompanyKnown):
		return nil, fault.At("number", err)
	case errors.Is(err, checkin.ErrLoginTaken):
		return nil, fault.At("user.login", err)
	case err != nil:
		return nil, err
	}
	in, err := h.Auth.Begin(ctx, a, infoOf(ctx).device(r.Body.Device))
	if err != nil {
		return nil, err
	}
	return api.AddCompany201JSONResponse{SignedInJSONResponse: h.presentSignedIn(in)}, nil
}

// parseSignUp reads a company and its first user, and hashes the password if
// all else is right.
func (h *handler) parseSignUp(ctx context.Context, body api.NewCompany) (account.SignUp, error) {
	var f form
	signUp := account.SignUp{
		Company: field(&f, "number", body.Number, checkin.ParseEmployer),
		Alone:   body.Independent,
		Name:    field(&f, "user.name", body.User.Name, checkin.ParseName),
		Login:   field(&f, "user.login", body.User.Login, auth.CheckLogin),
		Email:   optional(&f, "user.email", body.User.Email, account.CheckEmail),
		NISS:    optional(&f, "user.niss", body.User.Niss, id.ParseNISS),
	}
	signUp.Company.Name = field(&f, "name", body.Name, checkin.ParseName)
	if body.Independent && body.User.Niss == "" {
		f.refuse("user.niss", fault.ErrRequired)
	}
	if err := auth.CheckPassword(body.User.Password, signUp.Login, signUp.Name, signUp.Company.Name); err != nil {
		f.refuse("user.password", err)
	}
	if err := f.err(); err != nil {
		return signUp, err
	}
	var err error
	signUp.Password, err = h.Auth.NewPassword(ctx, body.User.Password)
	return signUp, err
}

func (h *handler) presentSignedIn(in auth.SignedIn) api.SignedInJSONResponse {
	return api.SignedInJSONResponse{
		Body: api.SignedIn{
			AccessToken: in.Access, ExpiresIn: int(auth.AccessLasts.Seconds()), Me: presentMe(in.Account),
		},
		Headers: api.SignedInResponseHeaders{SetCookie: h.cookie(in.Refresh)},
	}
}

func presentMe(a checkin.Account) api.Me {
	return api.Me{
		Id: a.User.ID.String(), Name: a.User.Name, Login: a.User.Login, Email: a.User.Email, Niss: a.User.NISS.String(),
		Company: presentCompany(a.Company), Entitlements: presentEntitlements(a.User.Entitlements),
		RegistersSelf: !a.User.NISS.IsZero(), Totp: a.TOTP != "", Passkeys: a.Passkeys,
		Password: a.Password != "", RecoveryCodes: len(a.Recovery),
	}
}

func presentCompany(c checkin.Company) api.Company {
	return api.Company{Number: c.Number(), Name: c.Name, Independent: c.Independent, Confirmed: c.Confirmed}
}

func presentEntitlements(all []checkin.Entitlement) []api.Entitlement {
	words := make([]api.Entitlement, len(all))
	for i, e := range all {
		words[i] = api.Entitlement(e)
	}
	return words
}
