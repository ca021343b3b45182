// Eight trials side by side: lane l of every vector belongs to trial l of the group and never meets another lane.
global using Lanes = System.Runtime.Intrinsics.Vector512<double>;
