package web

import (
	"context"
	"encoding/base64"

	"ciaw/api"
	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// ConfirmMe notes that the caller has said again who they are.
func (h *handler) ConfirmMe(ctx context.Context, r api.ConfirmMeRequestObject) (api.ConfirmMeResponseObject, error) {
	return api.ConfirmMe204Response{}, h.Auth.Confirm(ctx, caller(ctx), auth.Reauthentication{
		Password: r.Body.Password, Code: r.Body.Code, State: r.Body.State, Answer: r.Body.Credential,
	})
}

// AddRecoveryCodes makes new recovery codes.
func (h *handler) AddRecoveryCodes(ctx context.Context, _ api.AddRecoveryCodesRequestObject) (api.AddRecoveryCodesResponseObject, error) {
	codes, err := h.Auth.AddRecoveryCodes(ctx, caller(ctx))
	return api.AddRecoveryCodes201JSONResponse{Codes: codes}, err
}

// AddTotp begins with a second factor.
func (h *handler) AddTotp(ctx context.Context, _ api.AddTotpRequestObject) (api.AddTotpResponseObject, error) {
	who := caller(ctx)
	t, err := h.Auth.AddTOTP(ctx, who)
	return api.AddTotp201JSONResponse{State: t.State, Secret: t.Secret, Uri: t.URI}, err
}

// ConfirmTotp puts the second factor in force.
func (h *handler) ConfirmTotp(ctx context.Context, r api.ConfirmTotpRequestObject) (api.ConfirmTotpResponseObject, error) {
	who := caller(ctx)
	return api.ConfirmTotp204Response{}, h.Auth.ConfirmTOTP(ctx, who, r.Body.State, r.Body.Code)
}

// RemoveTotp does without the second factor again.
func (h *handler) RemoveTotp(ctx context.Context, r api.RemoveTotpRequestObject) (api.RemoveTotpResponseObject, error) {
	who := caller(ctx)
	return api.RemoveTotp204Response{}, h.Auth.RemoveTOTP(ctx, who, r.Body.Code)
}

// AddPasskeyOptions returns the WebAuthn options to make a passkey.
func (h *handler) AddPasskeyOptions(ctx context.Context, _ api.AddPasskeyOptionsRequestObject) (api.AddPasskeyOptionsResponseObject, error) {
	who := caller(ctx)
	c, err := h.Auth.NewPasskey(ctx, who)
	return api.AddPasskeyOptions201JSONResponse{ChallengeJSONResponse: presentChallenge(c)}, err
}

// AddPasskey keeps a passkey that a device has made.
func (h *handler) AddPasskey(ctx context.Context, r api.AddPasskeyRequestObject) (api.AddPasskeyResponseObject, error) {
	who := caller(ctx)
	var f form
	name := field(&f, "name", r.Body.Name, checkin.ParseName)
	if err := f.err(); err != nil {
		return nil, err
	}
	p, err := h.Auth.AddPasskey(ctx, who, auth.NewKey{State: r.Body.State, Name: name, Answer: r.Body.Credential})
	return api.AddPasskey201JSONResponse(presentPasskey(p)), err
}

// GetPasskeys lists the caller's passkeys.
func (h *handler) GetPasskeys(ctx context.Context, _ api.GetPasskeysRequestObject) (api.GetPasskeysResponseObject, error) {
	who := caller(ctx)
	all, err := h.Auth.Passkeys(ctx, who)
	answer := api.GetPasskeys200JSONResponse{Passkeys: []api.Passkey{}}
	for _, p := range all {
		answer.Passkeys = append(answer.Passkeys, presentPasskey(p))
	}
	return answer, err
}

// RemovePasskey forgets a passkey of the caller's.
func (h *handler) RemovePasskey(ctx context.Context, r api.RemovePasskeyRequestObject) (api.RemovePasskeyResponseObject, error) {
	who := caller(ctx)
	which, err := base64.RawURLEncoding.DecodeString(r.Id)
	if err != nil {
		return nil, id.ErrKey
	}
	return api.RemovePasskey204Response{}, h.Auth.RemovePasskey(ctx, who, which)
}

// AddPasskeyChallenge returns the WebAuthn options to sign in with a passkey.
func (h *handler) AddPasskeyChallenge(ctx context.Context, _ api.AddPasskeyChallengeRequestObject) (api.AddPasskeyChallengeResponseObject, error) {
	c, err := h.Auth.AskPasskey(ctx, infoOf(ctx).device(""))
	return api.AddPasskeyChallenge201JSONResponse{ChallengeJSONResponse: presentChallenge(c)}, err
}

// AddPasskeySession signs in with a passkey.
func (h *handler) AddPasskeySession(ctx context.Context, r api.AddPasskeySessionRequestObject) (api.AddPasskeySessionResponseObject, error) {
	in, err := h.Auth.SignInWithPasskey(ctx, r.Body.State, r.Body.Credential, infoOf(ctx).device(r.Body.Device))
	if err != nil {
		return nil, err
	}
	return api.AddPasskeySession201JSONResponse{SignedInJSONResponse: h.presentSignedIn(in)}, nil
}

func presentChallenge(c auth.Challenge) api.ChallengeJSONResponse {
	return api.ChallengeJSONResponse{State: c.State, Options: c.Options}
}

func presentPasskey(p checkin.Passkey) api.Passkey {
	return api.Passkey{Id: base64.RawURLEncoding.EncodeToString(p.ID), Name: p.Name, CreatedAt: p.Created, UsedAt: p.Used}
}
