#!/usr/bin/env node
"use strict";
// A comment.
let a, b: string, c = 1;
const { x, y: renamed = 2, z: { deep }, "quoted-key": q, [computed]: lost, ...others } = source;
const [first, , third = 3, ...tail] = list;
a = b = c;
[a, b] = [b, a];
({ a, b: o.p, c = 1, ...rest } = source);
a += 1;
a ||= "x"; a &&= "y"; a ??= "z";
a++; --b;
f(), g();
if (a) f(); else if (b) { g(); } else h();
for (let i = 0, n = list.length; i < n; i++) f(i);
for (;;) { break; }
for (const item of list) f(item);
for (const key in map) f(key);
for await (const part of stream) { continue; }
for (a.b of list);
while (true) { f(); }
while (a) f();
do { f(); } while (a < 3);
outer: for (const row of rows) { inner: while (1) break outer; }
switch (a) {
  case "one":
  case "two":
    f();
    break;
  case "three":
    g();
  case "four": {
    h();
    break;
  }
  default:
    throw new Error("no");
}
try { f(); } catch { g(); }
try { f(); } catch (error: unknown) { g(error); } finally { h(); }
try { f(); } catch ({ message }) { throw message; }
{
  using handle = open("x"), other = open("y");
  await using late = connect();
  f(handle);
}
debugger;
;
declare const ambient: string;
declare function ambientFunction(): void;
declare enum AmbientEnum { A }
declare module "m" { export const inner: string; }
declare global { interface Window { skint: string } }
interface Shape { area(): number }
type Alias = "a" | "b";
enum Plain { A, B = 2, "c-d" = "x" }
const enum Models { Fast = "claude-fast", Best = `claude-best` }
namespace Outer.Inner { export const model = "m"; function f() { return model; } }
function over(a: string): string;
function over(a: number): number;
function over(a: any) { return a; }
