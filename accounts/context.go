package accounts

import "context"

// visitorKey is where a context keeps its visitor.
type visitorKey struct{}

// NewContext gives a context in which a visitor asks.
func NewContext(ctx context.Context, v Visitor) context.Context {
	return context.WithValue(ctx, visitorKey{}, v)
}

// FromContext gives the visitor who asks; nobody if the context does not say.
func FromContext(ctx context.Context) Visitor {
	v, _ := ctx.Value(visitorKey{}).(Visitor)
	return v
}
