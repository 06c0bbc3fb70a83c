// Package access decides what an actor may do and see: principal, entitlement,
// company and workplace together. It alone does; features ask it, and storage
// only narrows down what it will look at.
//
// An Audience says who may ask for something at all. What an actor may do with
// one presence is in presence.go, with one workplace in workplace.go; which
// presences of others a company may see is a Scope.
package access
