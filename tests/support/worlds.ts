import fc from "fast-check"
import { sent, sentComment, sentDeleted, sentMessaging, sentSplit, sentStatus } from "./sent.ts"

/**
 * Small worlds in which everything collides: few orders, instants, ids and numbers, so that exact ties, late
 * events, reused ids, revived deletes, future events and unknown values each come up in more than a tenth.
 */
const times = fc.constantFrom(
  "2024-05-01T10:00:00.000001Z",
  "2024-05-01T10:00:00.000001+00:00",
  "2024-05-01T10:00:00.000002Z",
  "2024-05-01T12:00:00.000002+02:00",
  "2024-05-01T10:00:00Z",
  "2024-05-01T10:00:01Z",
  "2099-01-01T00:00:00Z",
)
const eventIds = fc.constantFrom("e1", "e2", "e3", "\u{1F600}", "\uFFFD", null)
const statuses = fc.constantFrom("draft", "submitted", "exception", "foc-date-confirmed", "ported", "cancelled", "manual", "new \u0000 one")
const codeLists = fc.subarray(["OTHER", "LSR_PENDING", "FOO_BAR", "SV_CONFLICT"])
const states = fc.constantFrom("pending", "exception", "ported", "odd_state")
const references = fc.record(
  { support_key: fc.constantFrom("sr_1", "SR_2", null), customer_reference: fc.constantFrom("a%b", "c_d", null) },
  { requiredKeys: [] },
)

export type World = { readonly bodies: readonly Buffer[]; readonly batches: readonly number[] }

/** Bodies of webhooks for these orders, as a multiset in some order of arrival, cut into batches. */
export function worlds(orders: readonly string[], maxLength = 14): fc.Arbitrary<World> {
  const about = fc.record({ at: times, id: eventIds, flat: fc.boolean(), order: fc.constantFrom(...orders), more: references })
  const splitting = fc.tuple(
    fc.constantFrom(...orders),
    fc.constantFrom(...orders),
    fc.option(fc.subarray(["n1", "n2", "n3"]), { nil: undefined }),
  )
  const body = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(statuses, codeLists, about).map(([status, codes, rest]) => sentStatus(status, { codes, ...rest })) },
    { weight: 2, arbitrary: fc.tuple(states, about).map(([state, rest]) => sentMessaging(state, rest)) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom("c1", "c2"), fc.constantFrom("one", "two"), about)
        .map(([id, text, rest]) => sentComment({ id, body: text }, rest)),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(splitting, about)
        .map(([[from, to, numbers], rest]) => sentSplit(from, to, { ...rest, ...(numbers ? { numbers } : {}) })),
    },
    { weight: 2, arbitrary: about.map((rest) => sentDeleted(rest)) },
    {
      weight: 1,
      arbitrary: about.map(({ order, more, ...rest }) => sent("brand_new", { ...rest, payload: { porting_order_id: order, ...more } })),
    },
  )
  return fc
    .array(body, { minLength: 1, maxLength })
    .chain((bodies) =>
      fc.tuple(
        fc.shuffledSubarray([...bodies, ...bodies], { minLength: bodies.length }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 }),
      ),
    )
    .map(([bodies, batches]) => ({ bodies, batches }))
}

/** The bodies in batches of the sizes given, again and again. */
export function inBatches({ bodies, batches }: World): Buffer[][] {
  const cut: Buffer[][] = []
  for (let at = 0, turn = 0; at < bodies.length; turn++) {
    const size = batches[turn % batches.length] ?? 1
    cut.push(bodies.slice(at, at + size))
    at += size
  }
  return cut
}
