type KeyGroup = { readonly title: string; readonly keys: readonly (readonly [key: string, words: string])[] }

/** Every key there is, as the help lists them. */
export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: "Lists",
    keys: [
      ["j  k", "next, previous row (also ↓ ↑ within the list)"],
      ["Enter  o", "open the row"],
      ["x", "select the row"],
      ["Shift x", "select up to the row"],
      ["f", "filter"],
      [".", "show what is new"],
    ],
  },
  {
    title: "An order",
    keys: [
      ["[  ]", "previous, next order of the list"],
      ["u  Esc", "back to the list"],
      ["y", "copy the support key (in a list, that of the row)"],
      ["m", "copy the message for the customer (beside Home’s queue, too)"],
    ],
  },
  {
    title: "Go to",
    keys: [
      ["g h", "Home"],
      ["g o", "Orders"],
      ["g l", "the order's lineage"],
      ["g e", "Events"],
      ["g s", "Settings"],
    ],
  },
  {
    title: "Everywhere",
    keys: [
      ["/", "search"],
      ["Ctrl K  ⌘ K", "commands"],
      ["?", "this list"],
    ],
  },
]
