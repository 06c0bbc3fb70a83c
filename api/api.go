// Package api is the contract: openapi.yaml is written by hand, and the
// server's interface, the models and a Go client are generated from it. The
// PWA's client is made from the same file. It holds no behaviour.
package api

import _ "embed" // the contract itself is part of the program

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config config.yaml -o api.gen.go openapi.yaml

// Specification is openapi.yaml as it stands.
//
//go:embed openapi.yaml
var Specification []byte
