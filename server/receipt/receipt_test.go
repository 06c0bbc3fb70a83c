package receipt_test

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/receipt"
)

// salts makes the salts in these tests.
func salts(number string) [16]byte { return keyed("thirty-two bytes that are secret", number) }

// keyed is a keyed hash, as package seal has it.
func keyed(key, number string) [16]byte {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(number))
	return [16]byte(mac.Sum(nil)[:16])
}

var seven = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

func open(t testing.TB, file string) *receipt.Keys {
	t.Helper()
	keys, err := receipt.OpenKeys(file, seven)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func presence(t testing.TB, at time.Time, simulation bool) checkin.Presence {
	t.Helper()
	number, err := id.NewReceipt(at, 1, simulation)
	limosa, err2 := id.ParseLimosa("24910158641968060")
	workplace, err3 := id.ParseWorkplace("1Y1000003EQCZ")
	if err != nil || err2 != nil || err3 != nil {
		t.Fatal(err, err2, err3)
	}
	return checkin.Presence{
		ID: id.PresenceOf([16]byte{1}), Limosa: limosa, Workplace: workplace, Channel: checkin.Mobile,
		On: checkin.DayOf(at), RecordedAt: at, Receipt: number,
	}
}

func sign(t *testing.T, keys *receipt.Keys, p checkin.Presence) string {
	t.Helper()
	issuer := receipt.Issuer{Keys: keys, Salts: salts, Origin: "https://ciaw.example"}
	signed, err := issuer.Sign(p)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

// verify checks a receipt as anybody can who has the published keys.
func verify(signed string, keys []receipt.PublicKey) (receipt.Claims, error) {
	var claims receipt.Claims
	_, err := jwt.ParseWithClaims(signed, &claims, func(token *jwt.Token) (any, error) {
		for _, k := range keys {
			if k.ID == token.Header["kid"] {
				x, err := base64.RawURLEncoding.DecodeString(k.X)
				return ed25519.PublicKey(x), err
			}
		}
		return nil, jwt.ErrTokenUnverifiable
	}, jwt.WithValidMethods([]string{"EdDSA"}))
	return claims, err
}

func TestAReceiptProvesItselfAndNamesNobody(t *testing.T) {
	keys := open(t, filepath.Join(t.TempDir(), "keys.json"))
	p := presence(t, seven, false)
	signed := sign(t, keys, p)
	claims, err := verify(signed, keys.Public())
	if err != nil {
		t.Fatal(err)
	}
	if claims.ID != p.Receipt.String() || claims.Issuer != "https://ciaw.example" || claims.Workplace != "1Y1000003EQCZ" ||
		claims.Day != "2026-11-23" || claims.Channel != "mobile" || claims.Simulation ||
		claims.Person != receipt.PersonDigest((&receipt.Issuer{Salts: salts}).Salt(p), p) || !claims.IssuedAt.Equal(seven) {
		t.Errorf("claims %+v", claims)
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(signed, ".")[1])
	if err != nil || strings.Contains(string(payload), p.Limosa.Digits()) {
		t.Errorf("the receipt gives the Limosa number away: %s, %v", payload, err)
	}
	issuer := receipt.Issuer{Keys: keys, Salts: salts, Origin: "https://ciaw.example"}
	for range 2 {
		if again, err := issuer.Sign(p); err != nil || again != signed {
			t.Errorf("asked again, the receipt is another one: %s, %v", again, err)
		}
	}
}

// TestAReceiptWithoutItsSaltSaysNothingOfThePerson tries every number that a
// person of one birthday can have: before receipts were salted, one of them fitted.
func TestAReceiptWithoutItsSaltSaysNothingOfThePerson(t *testing.T) {
	p := presence(t, seven, false)
	p.Limosa = id.Limosa{}
	p.NISS, _ = id.ParseNISS("90.02.01-997.04")
	claims, err := verify(sign(t, open(t, filepath.Join(t.TempDir(), "keys.json")), p), nil)
	if err == nil || claims.Person == "" {
		t.Fatalf("claims %+v, %v", claims, err)
	}
	issuer := receipt.Issuer{Salts: salts}
	if claims.Person != receipt.PersonDigest(issuer.Salt(p), p) {
		t.Error("with the salt and the number it does not open")
	}
	tried := 0
	for serial := range 1000 {
		birth := 900201*1000 + int64(serial)
		q := p
		if q.NISS, err = id.ParseNISS(fmt.Sprintf("%09d%02d", birth, 97-birth%97)); err != nil {
			continue
		}
		tried++
		for _, guess := range []string{"", p.Receipt.String(), (&receipt.Issuer{Salts: func(n string) [16]byte { return keyed("another key", n) }}).Salt(p)} {
			if receipt.PersonDigest(guess, q) == claims.Person {
				t.Fatalf("the person was found with the salt %q", guess)
			}
		}
	}
	if tried < 900 {
		t.Fatalf("only %d numbers were tried", tried)
	}
}

func TestEveryReceiptHasASaltOfItsOwn(t *testing.T) {
	issuer := receipt.Issuer{Salts: salts}
	seen := map[string]bool{}
	for n := range 1000 {
		p := presence(t, seven, false)
		p.Receipt, _ = id.NewReceipt(seven, n+1, false)
		salt := issuer.Salt(p)
		seen[salt] = true
		if again := issuer.Salt(p); again != salt || len(salt) != 22 {
			t.Fatalf("salts %q, %q", salt, again)
		}
	}
	if len(seen) != 1000 {
		t.Errorf("%d salts", len(seen))
	}
	if salt := issuer.Salt(checkin.Presence{}); salt != "" {
		t.Errorf("without a receipt number: %q", salt)
	}
}

// TestManyReceiptsAreEachTheirOwn signs more than an issuer remembers, and the
// first ones again.
func TestManyReceiptsAreEachTheirOwn(t *testing.T) {
	keys := open(t, filepath.Join(t.TempDir(), "keys.json"))
	issuer := receipt.Issuer{Keys: keys, Salts: salts, Origin: "https://ciaw.example"}
	p := presence(t, seven, false)
	first := map[int]string{}
	for n := range 5000 {
		p.RecordedAt = seven.Add(time.Duration(n%4500) * time.Second)
		signed, err := issuer.Sign(p)
		if err != nil {
			t.Fatal(err)
		}
		if n >= 4500 && signed != first[n%4500] {
			t.Fatalf("receipt %d is another one", n)
		}
		if claims, err := verify(signed, keys.Public()); n%100 == 0 && (err != nil || !claims.IssuedAt.Equal(p.RecordedAt)) {
			t.Fatalf("receipt %d: %+v, %v", n, claims, err)
		}
		first[n] = signed
	}
}

func TestForgedReceiptsFail(t *testing.T) {
	folder := t.TempDir()
	keys, others := open(t, filepath.Join(folder, "a")), open(t, filepath.Join(folder, "b"))
	parts := strings.Split(sign(t, keys, presence(t, seven, false)), ".")
	foreign := strings.Split(sign(t, others, presence(t, seven, false)), ".")
	later := strings.Split(sign(t, keys, presence(t, seven.Add(24*time.Hour), false)), ".")
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"` + keys.Public()[0].ID + `"}`))
	for name, forged := range map[string][]string{
		"other key":           foreign,
		"other signature":     {parts[0], parts[1], foreign[2]},
		"other content":       {parts[0], later[1], parts[2]},
		"no algorithm":        {none, parts[1], ""},
		"without a signature": {parts[0], parts[1], ""},
	} {
		if _, err := verify(strings.Join(forged, "."), keys.Public()); err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

func TestSimulationIsMarked(t *testing.T) {
	keys := open(t, filepath.Join(t.TempDir(), "keys.json"))
	claims, err := verify(sign(t, keys, presence(t, seven, true)), keys.Public())
	if err != nil || !claims.Simulation {
		t.Errorf("%+v, %v", claims, err)
	}
}

func TestWithoutANumberThereIsNoReceipt(t *testing.T) {
	p := presence(t, seven, false)
	p.Receipt = id.Receipt{}
	if signed := sign(t, open(t, filepath.Join(t.TempDir(), "keys.json")), p); signed != "" {
		t.Errorf("got %s", signed)
	}
}

func TestRotationKeepsOldReceiptsTrue(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys.json")
	keys := open(t, file)
	old := sign(t, keys, presence(t, seven, false))
	added, err := keys.Rotate(seven.Add(24 * time.Hour))
	if err != nil || len(keys.Public()) != 2 {
		t.Fatalf("%v, %d keys", err, len(keys.Public()))
	}
	if sign(t, keys, presence(t, seven, false)) != old {
		t.Error("the new key signs before its time, or changes an old receipt")
	}
	later := sign(t, open(t, file), presence(t, seven.Add(24*time.Hour), false))
	for _, signed := range []string{old, later} {
		if _, err := verify(signed, open(t, file).Public()); err != nil {
			t.Errorf("after a restart: %v", err)
		}
	}
	if _, err := verify(later, []receipt.PublicKey{added}); err != nil {
		t.Errorf("the new key does not sign after its time: %v", err)
	}
	if _, err := keys.Rotate(seven); err == nil {
		t.Error("a key was put before one that signs already")
	}
}

func TestKeysAreKeptFromOthersAndDamageIsNoticed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys.json")
	open(t, file)
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	for _, text := range []string{"", "[]", "{}", `[{"seed":"AAAA"}]`} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := receipt.OpenKeys(file, seven); err == nil {
			t.Errorf("opened %q", text)
		}
	}
}

// TestAPreparedReceiptIsTheOneThatIsAskedFor also holds that what is remembered
// is never given for another presence.
func TestAPreparedReceiptIsTheOneThatIsAskedFor(t *testing.T) {
	keys := open(t, filepath.Join(t.TempDir(), "keys.json"))
	issuer := receipt.Issuer{Keys: keys, Salts: salts, Origin: "https://ciaw.example"}
	var all []checkin.Presence
	for n := range 300 {
		p := presence(t, seven.Add(time.Duration(n)*time.Second), false)
		p.Receipt, _ = id.NewReceipt(seven, n+1, false)
		all = append(all, p)
	}
	issuer.Prepare(all)
	for name, change := range map[string]func(*checkin.Presence){
		"as prepared":       func(*checkin.Presence) {},
		"another person":    func(p *checkin.Presence) { p.Limosa, _ = id.ParseLimosa("24910158641968157") },
		"another day":       func(p *checkin.Presence) { p.On = p.On.Add(1) },
		"another workplace": func(p *checkin.Presence) { p.Workplace, _ = id.ParseWorkplace("1Y102TG6Z4BDZ") },
		"another channel":   func(p *checkin.Presence) { p.Channel = checkin.Desktop },
		"another moment":    func(p *checkin.Presence) { p.RecordedAt = p.RecordedAt.Add(time.Hour) },
	} {
		for _, n := range []int{0, 7, 299} {
			p := all[n]
			change(&p)
			signed, err := issuer.Sign(p)
			if want := sign(t, keys, p); err != nil || signed != want {
				t.Errorf("%s, receipt %d: not what is signed without preparing, %v", name, n, err)
			}
			if _, err := verify(signed, keys.Public()); err != nil {
				t.Errorf("%s, receipt %d: %v", name, n, err)
			}
		}
	}
	issuer.Prepare(nil)
}

// BenchmarkSign signs receipts that are not remembered yet.
func BenchmarkSign(b *testing.B) {
	issuer := receipt.Issuer{Keys: open(b, filepath.Join(b.TempDir(), "keys.json")), Salts: salts, Origin: "https://ciaw.example"}
	p := presence(b, seven, false)
	for b.Loop() {
		p.RecordedAt = p.RecordedAt.Add(time.Second)
		if _, err := issuer.Sign(p); err != nil {
			b.Fatal(err)
		}
	}
}

func TestParseTakesWhatTheseKeysSignedAndNothingElse(t *testing.T) {
	keys := open(t, filepath.Join(t.TempDir(), "keys.json"))
	signed := sign(t, keys, presence(t, seven, false))
	if _, err := keys.Rotate(seven.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	claims, err := keys.Parse(signed)
	if err != nil || claims.Workplace != "1Y1000003EQCZ" || claims.Day != "2026-11-23" {
		t.Errorf("%+v, %v", claims, err)
	}
	parts := strings.Split(signed, ".")
	claimed, _ := base64.RawURLEncoding.DecodeString(parts[1])
	forged := base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(claimed), "1Y1000003EQCZ", "1Y102TG6Z4BDZ", 1)))
	unsigned := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"ciaw-receipt+jwt"}`))
	strangers := sign(t, open(t, filepath.Join(t.TempDir(), "other.json")), presence(t, seven, false))
	for name, text := range map[string]string{
		"empty": "", "no receipt": "hello", "other claims": parts[0] + "." + forged + "." + parts[2], "with its salt": signed + "~c2FsdA",
		"no signature": unsigned + "." + parts[1] + ".", "of another register": strangers, "cut off": signed[:len(signed)-4],
	} {
		if c, err := keys.Parse(text); !errors.Is(err, receipt.ErrUnsigned) || c.Workplace != "" {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}
