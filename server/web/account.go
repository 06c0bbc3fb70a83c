package web

import (
	"context"
	"slices"

	"ciaw/api"
	"ciaw/server/account"
	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/letter"
)

// GetUsers lists the users of the caller's company.
func (h *handler) GetUsers(ctx context.Context, _ api.GetUsersRequestObject) (api.GetUsersResponseObject, error) {
	who := caller(ctx)
	all, err := h.Accounts.Users(ctx, who)
	answer := api.GetUsers200JSONResponse{Users: []api.User{}}
	for _, u := range all {
		answer.Users = append(answer.Users, presentUser(u))
	}
	return answer, err
}

// AddUser invites a user.
func (h *handler) AddUser(ctx context.Context, r api.AddUserRequestObject) (api.AddUserResponseObject, error) {
	who := caller(ctx)
	var f form
	invitation := account.Invitation{
		Name:         field(&f, "name", r.Body.Name, checkin.ParseName),
		Email:        optional(&f, "email", r.Body.Email, account.CheckEmail),
		Entitlements: parseEntitlements(r.Body.Entitlements),
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	u, err := h.Accounts.Invite(ctx, who, invitation)
	if err != nil {
		return nil, err
	}
	invited, err := h.invite(ctx, checkin.Member{User: u, Company: who.Company}, r.Body.Language)
	return api.AddUser201JSONResponse(invited), err
}

// AddUserLink makes a new link for a user.
func (h *handler) AddUserLink(ctx context.Context, r api.AddUserLinkRequestObject) (api.AddUserLinkResponseObject, error) {
	who, which, err := callerAnd(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	u, err := h.Accounts.Colleague(ctx, who, which)
	if err != nil {
		return nil, err
	}
	invited, err := h.invite(ctx, checkin.Member{User: u, Company: who.Company}, "")
	return api.AddUserLink201JSONResponse(invited), err
}

// invite makes a link for a user. It goes by e-mail if it can, and is otherwise
// in the answer.
func (h *handler) invite(ctx context.Context, to checkin.Member, language string) (api.Invited, error) {
	secret, purpose, err := h.Auth.NewLink(ctx, to.User)
	if err != nil {
		return api.Invited{}, err
	}
	answer := api.Invited{User: presentUser(to.User)}
	l := letter.Link{Purpose: purpose, URL: h.linkOf(secret), Language: language, Network: addressOf(ctx)}
	if answer.Sent = h.Letters.SendLink(ctx, to, l); !answer.Sent {
		answer.Link = l.URL
	}
	return answer, nil
}

// linkOf returns the address of a link with that secret: behind a #, so that it
// is in no log.
func (h *handler) linkOf(secret string) string { return h.Origin + "/link#" + secret }

// ChangeUser grants and withdraws entitlements.
func (h *handler) ChangeUser(ctx context.Context, r api.ChangeUserRequestObject) (api.ChangeUserResponseObject, error) {
	who, which, err := callerAnd(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	u, err := h.Accounts.Entitle(ctx, who, which, parseEntitlements(r.Body.Entitlements))
	return api.ChangeUser200JSONResponse(presentUser(u)), err
}

// RemoveUser removes a user.
func (h *handler) RemoveUser(ctx context.Context, r api.RemoveUserRequestObject) (api.RemoveUserResponseObject, error) {
	who, which, err := callerAnd(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	return api.RemoveUser204Response{}, h.Accounts.Remove(ctx, who, which)
}

// AddLink sends a link to set a new password, if it can. The answer is the same
// whoever is named, and comes before anything is looked up.
func (h *handler) AddLink(ctx context.Context, r api.AddLinkRequestObject) (api.AddLinkResponseObject, error) {
	network := addressOf(ctx)
	if err := h.Auth.AskLink(r.Body.Login, network); err != nil {
		return nil, err
	}
	h.Letters.Later(ctx, func(ctx context.Context) {
		a, secret, found, err := h.Auth.Forgotten(ctx, r.Body.Login)
		switch {
		case err != nil:
			h.Log.ErrorContext(ctx, "link not made", "err", err)
		case found:
			h.Letters.SendLink(ctx, a.Member, letter.Link{
				Purpose: auth.PasswordReset, URL: h.linkOf(secret), Language: r.Body.Language, Network: network,
			})
		}
	})
	return api.AddLink202JSONResponse{Mail: h.Letters.Sends()}, nil
}

// ReadLink returns the purpose of a link.
func (h *handler) ReadLink(ctx context.Context, r api.ReadLinkRequestObject) (api.ReadLinkResponseObject, error) {
	link, err := h.Auth.ReadLink(ctx, r.Body.Secret, addressOf(ctx))
	return api.ReadLink200JSONResponse{
		Purpose: api.LinkPurpose(link.Purpose), Company: link.Account.Company.Name,
		Name: link.Account.User.Name, Login: link.Account.User.Login,
		Totp: link.Account.TOTP != "",
	}, err
}

// UseLink uses a link and signs in.
func (h *handler) UseLink(ctx context.Context, r api.UseLinkRequestObject) (api.UseLinkResponseObject, error) {
	var f form
	niss := optional(&f, "niss", r.Body.Niss, id.ParseNISS)
	if err := f.err(); err != nil {
		return nil, err
	}
	in, err := h.Auth.UseLink(ctx, auth.LinkUse{
		Secret: r.Body.Secret, Login: r.Body.Login, Password: r.Body.Password, NISS: niss, Code: r.Body.Totp,
	}, infoOf(ctx).device(r.Body.Device))
	if err != nil {
		return nil, err
	}
	return api.UseLink201JSONResponse{SignedInJSONResponse: h.presentSignedIn(in)}, nil
}

// parseEntitlements reads each once; whether there is such a one is for the
// feature to say.
func parseEntitlements(words []api.Entitlement) []checkin.Entitlement {
	var all []checkin.Entitlement
	for _, w := range words {
		if e := checkin.Entitlement(w); !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	return all
}

func presentUser(u checkin.User) api.User {
	return api.User{
		Id: u.ID.String(), Name: u.Name, Login: u.Login, Email: u.Email, Accepted: u.Login != "",
		Entitlements: presentEntitlements(u.Entitlements), CreatedAt: u.Created,
	}
}
