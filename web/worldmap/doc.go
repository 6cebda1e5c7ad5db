// Package worldmap knows the shapes of the states of the world and draws them
// as SVG paths in an equal-area projection, so that no state looks larger than
// it is. The shapes are those of Natural Earth at 1:110 million; states too
// small for that scale are points. It also knows in which region of the world
// a state lies.
package worldmap
