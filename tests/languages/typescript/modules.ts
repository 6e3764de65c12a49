import "side-effect";
import Anthropic from "@anthropic-ai/sdk";
import * as everything from "./everything";
import Default, { a, b as c, "odd name" as d, type OnlyType } from "./mixed.js";
import type { T } from "./types";
import { type U, type V as W } from "./types";
import type Whole from "./types";
import fs = require("fs");
import Alias = everything.inner.Thing;
import json from "./data.json" with { type: "json" };
export { a, c as renamed, type T };
export type { U };
export { x, y as default, type Z } from "./other";
export * from "./all";
export * as ns from "./all";
export type * from "./types";
export const model = "m", { inner, list: [head, ...rest] } = config;
export function run() {}
export async function* stream() {}
export class Client {}
export enum Mode { A }
export namespace Space { export const x = 1; }
export interface Shape {}
export type Name = string;
export declare const ambient: string;
export default class Main {}
export = Client;
