package worldmap

import (
	"math"
	"strconv"
	"strings"
)

// Arc gives the path data of the way from one place to another: along the
// great circle, bent to the right so that the way there and the way back are two
// lines; bend is how far at the middle, as a part of the length. It is in two pieces where it crosses the edge of the map.
// Units are those of Width and Height.
func Arc(from, to Place, bend float64) string {
	a, b := vector(from), vector(to)
	cos := max(-1, min(1, a[0]*b[0]+a[1]*b[1]+a[2]*b[2]))
	angle := math.Acos(cos)
	if angle < 1e-6 || math.Pi-angle < 1e-6 {
		return "" // one place, or no way is the shortest
	}
	right := cross(b, a)
	n := max(8, int(angle*180/math.Pi/3))
	var out strings.Builder
	last := from.Lon
	for i := range n + 1 {
		t := float64(i) / float64(n)
		wa, wb := math.Sin((1-t)*angle)/math.Sin(angle), math.Sin(t*angle)/math.Sin(angle)
		aside := bend * angle * math.Sin(math.Pi*t)
		var v [3]float64
		for k := range v {
			v[k] = wa*a[k] + wb*b[k] + aside*right[k]/math.Sin(angle)
		}
		p := place(v)
		command := "L"
		if i == 0 || math.Abs(p.Lon-last) > 180 {
			command = "M"
		}
		last = p.Lon
		at := Project(p)
		out.WriteString(command + decimal(at.X) + " " + decimal(at.Y))
	}
	return out.String()
}

func vector(p Place) [3]float64 {
	lambda, phi := p.Lon*math.Pi/180, p.Lat*math.Pi/180
	return [3]float64{math.Cos(phi) * math.Cos(lambda), math.Cos(phi) * math.Sin(lambda), math.Sin(phi)}
}

func place(v [3]float64) Place {
	return Place{Lon: math.Atan2(v[1], v[0]) * 180 / math.Pi, Lat: math.Atan2(v[2], math.Hypot(v[0], v[1])) * 180 / math.Pi}
}

func cross(a, b [3]float64) [3]float64 {
	return [3]float64{a[1]*b[2] - a[2]*b[1], a[2]*b[0] - a[0]*b[2], a[0]*b[1] - a[1]*b[0]}
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
