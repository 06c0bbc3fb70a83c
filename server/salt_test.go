package server_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"ciaw/api"
	"ciaw/server/scan"
)

// personOf returns the digest by which a receipt names its person.
func personOf(t *testing.T, receipt string) string {
	t.Helper()
	claims, err := base64.RawURLEncoding.DecodeString(strings.Split(receipt, ".")[1])
	if err != nil {
		t.Fatal(err)
	}
	var says struct{ SD, Who string }
	if err := json.Unmarshal(claims, &says); err != nil || says.SD == "" || says.Who != "" {
		t.Fatalf("the receipt says %s, %v", claims, err)
	}
	return says.SD
}

// TestWhoseAReceiptIsOnlyItsOwnerCanProve has a worker without account and a
// user each get a salt that opens their receipt, and a colleague, who may read
// the presence, get none.
func TestWhoseAReceiptIsOnlyItsOwnerCanProve(t *testing.T) {
	r := serve(t)
	p := newPhone(t, r)
	body := p.registration(0)
	mine := p.register(random(16), body)
	l1, err := scan.ParseLimosa(p.demo.Limosa[0])
	equal(t, "the L1's number", err, nil)
	sum := sha256.Sum256([]byte(mine.ReceiptSalt + ":" + l1.Number.Digits()))
	equal(t, "digest", personOf(t, mine.Receipt), base64.RawURLEncoding.EncodeToString(sum[:16]))

	user := as(t, r, "subcontractor")
	which := "/api/v1/presences/" + random(16)
	theirs := told[api.Presence](t, user.do(t, "PUT", which, r.presence(fmt.Sprintf(`{"limosa":%q}`, p.demo.Limosa[1]))))
	equal(t, "a user's salt", len(theirs.ReceiptSalt), 22)
	invited := told[api.Invited](t, user.do(t, "POST", "/api/v1/users", `{"name":"Carl Collega","entitlements":["consult","register"]}`))
	_, secret, _ := strings.Cut(invited.Link, "#")
	colleague := visit(t, r)
	colleague.signIn(t, "POST", "/api/v1/links/use", fmt.Sprintf(`{"secret":%q,"login":"carl","password":"nog een lang geheim"}`, secret))
	read := told[api.Presence](t, colleague.do(t, "GET", which, ""))
	equal(t, "the colleague reads the same receipt", read.Receipt, theirs.Receipt)
	equal(t, "the colleague's salt", read.ReceiptSalt, "")
}
