/** Loaded before a server (`--import …/fixed-clock.ts?at=<RFC 3339>`): its clock begins at that moment and runs on. */
const at = Date.parse(new URL(import.meta.url).searchParams.get("at") ?? "")
if (Number.isNaN(at)) throw new Error("fixed-clock.ts?at=: an RFC 3339 time is needed.")

const RealDate = Date
const offset = at - RealDate.now()
const now = (): number => RealDate.now() + offset

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args) => Reflect.construct(target, args.length === 0 ? [now()] : args),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
})
