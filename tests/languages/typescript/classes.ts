@Component({ selector: "x" })
export class Service extends Base<string> implements Thing {
  static readonly DEFAULT = "claude-haiku-4-5";
  private model: string = Service.DEFAULT;
  client!: Anthropic;
  #key = process.env.KEY;
  declare ambient: string;
  abstract missing: number;
  [index: string]: unknown;
  [computed] = 1;
  static { register(Service); }
  @Input() decorated = make();
  accessor tracked = 1;
  handle = async (text: string) => this.ask(text);
  constructor(private readonly http: HttpClient, public name = "x", plain: number, @Inject(TOKEN) protected options?: Options) {
    super(name);
    this.model = name;
  }
  ask(text: string): Promise<string>;
  @retry(3)
  async ask(text: string | undefined, tools: Anthropic.Tool[] = [], map?: Record<string, number>): Promise<Anthropic.Message> {
    return this.client.messages.create({ model: this.model });
  }
  static create(): Service { return new Service(); }
  get size(): number { return this.#key.length; }
  set size(value) { this.#key = value; }
  static get shared() { return 1; }
  *walk() { yield this; }
  #hidden() {}
  ["literal"]() {}
  abstract later(): void;
}
export abstract class Empty {}
const Named = class Inner extends Service {};
const Unnamed = class {};
declare class Ambient { x: string }
function local() { class Nested { method() { return () => this; } } return Nested; }
