/* @flow */
import type { Message } from "./types";
type Props = { model: string };
const ask = (props: Props): string => props.model;
export const total: number = ask({ model: "m" });
