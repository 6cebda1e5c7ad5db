package worldmap

import "math"

// Place is a place on the earth, in degrees east and north.
type Place struct{ Lon, Lat float64 }

// Point is a point of the drawing: X to the right, Y downwards, in units of
// which the drawing has Width and Height.
type Point struct{ X, Y float64 }

// The drawing shows the world between these latitudes; nobody is returned to
// Antarctica.
const (
	north = 84.0
	south = -56.5
)

// Width and Height are the size of the drawing.
const (
	Width  = 1000
	Height = 434
)

// Coefficients of the Equal Earth projection: Bojan Šavrič, Tom Patterson and
// Bernhard Jenny, The Equal Earth map projection, International Journal of
// Geographical Information Science 33(3), 2019 (published online 2018), 454-465.
const (
	a1 = 1.340264
	a2 = -0.081106
	a3 = 0.000893
	a4 = 0.003796
)

// equalEarth gives the coordinates of a place on the plane for a sphere of
// radius 1, y upwards.
func equalEarth(p Place) (x, y float64) {
	lambda, phi := p.Lon*math.Pi/180, p.Lat*math.Pi/180
	theta := math.Asin(math.Sqrt(3) / 2 * math.Sin(phi))
	t2 := theta * theta
	t6 := t2 * t2 * t2
	x = 2 * math.Sqrt(3) * lambda * math.Cos(theta) / (3 * (9*a4*t6*t2 + 7*a3*t6 + 3*a2*t2 + a1))
	y = theta * (a4*t6*t2 + a3*t6 + a2*t2 + a1)
	return x, y
}

// Project gives the point of the drawing at which a place lies.
func Project(p Place) Point {
	edge, _ := equalEarth(Place{180, 0})
	_, top := equalEarth(Place{0, north})
	scale := Width / (2 * edge)
	x, y := equalEarth(p)
	return Point{X: (x + edge) * scale, Y: (top - y) * scale}
}
