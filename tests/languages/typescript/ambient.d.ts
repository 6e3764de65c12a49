export declare class Client { constructor(options: Options); create(): Promise<void>; }
export function ask(text: string): string;
declare const model: string;
export default Client;
