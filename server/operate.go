package server

import (
	"fmt"
	"net/http"
	"time"

	"ciaw/server/receipt"
)

// RotateReceiptKey adds a key that signs receipts from that moment on.
func RotateReceiptKey(s Settings, from time.Time) (receipt.PublicKey, error) {
	keys, err := receipt.OpenKeys(s.receiptKeys(), time.Now())
	if err != nil {
		return receipt.PublicKey{}, err
	}
	return keys.Rotate(from)
}

// Ask returns nil if the register at that origin is ready.
func Ask(origin string) error {
	client := http.Client{Timeout: 5 * time.Second}
	answer, err := client.Get(origin + "/readyz")
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusNoContent {
		return fmt.Errorf("not ready: %s", answer.Status)
	}
	return nil
}
