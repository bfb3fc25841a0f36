import { type BrowserContext, expect, type Page, test } from "playwright/test"
import { baseUrl, expectAccessible, openLive, printedLink, send, withOwnPortline } from "../support/browse.ts"
import { sentStatus } from "../support/sent.ts"

const EMAIL = "ada@example.com"
const PASSWORD = "seven copper kettles"

withOwnPortline({ AUTH: "password" })

/** What a browser that is signed in as the admin keeps. */
let signedIn: Awaited<ReturnType<BrowserContext["storageState"]>>

const expectNoSidewaysScroll = async (page: Page): Promise<void> =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail address").fill(email)
  await page.getByLabel("Password").fill(password)
  await page.getByRole("button", { name: "Sign in" }).click()
}

test.beforeAll(async ({ browser }) => {
  await send(sentStatus("exception", { codes: ["OTHER"], more: { support_key: "sr_acc001" } }))
  const page = await browser.newPage()
  // Nobody is in yet: the way in is told, and nothing else.
  await page.goto(`${baseUrl()}/orders/sr_acc001`)
  await expect(page.getByRole("heading", { name: "Not set up yet" })).toBeVisible()
  await expect(page.getByText("sr_acc001")).toHaveCount(0)
  await expectAccessible(page)
  // By keyboard alone: the link, an address, a name, a password.
  await page.goto(printedLink())
  await expect(page.getByLabel("E-mail address")).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.type(EMAIL)
  await page.keyboard.press("Tab")
  await page.keyboard.type("Ada")
  await page.keyboard.press("Tab")
  await page.keyboard.type("kettles")
  await page.evaluate(() => document.querySelector("form")?.setAttribute("novalidate", ""))
  await page.keyboard.press("Enter")
  await expect(page.getByText("A password has at least 12 characters.")).toBeVisible()
  await page.getByLabel("E-mail address").fill(EMAIL)
  await page.getByLabel("Name").fill("Ada")
  await page.getByLabel("Password").fill(PASSWORD)
  await page.getByRole("button", { name: "Create the first admin" }).click()
  await expect(page.getByRole("heading", { name: "Home", level: 1 })).toBeVisible()
  await expect(page.getByText("sr_acc001").first()).toBeVisible()
  signedIn = await page.context().storageState()
  await page.close()
})

test.beforeEach(({ page }) => {
  page.on("pageerror", (error) => {
    throw error
  })
})

test("whoever asks for a page signs in, and is led to it; a wrong password is told in words", async ({ page }) => {
  await page.goto(`${baseUrl()}/orders?status=exception`)
  await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible()
  await expectAccessible(page)
  await signIn(page, EMAIL, "not the password")
  await expect(page.getByText("The e-mail address or the password is wrong.")).toBeVisible()
  await expect(page.getByLabel("E-mail address")).toHaveValue(EMAIL)
  await expect(page.getByLabel("Password")).toHaveValue("")
  await expect(page.getByLabel("Password")).toBeFocused()
  expect(page.url()).not.toContain("ada")
  await signIn(page, EMAIL, PASSWORD)
  await expect(page).toHaveURL(`${baseUrl()}/orders?status=exception`)
  await expect(page.getByText("sr_acc001").first()).toBeVisible()
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page.getByText("You are signed out.")).toBeVisible()
  await page.goBack()
  await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible()
})

test("a screen whose session ends elsewhere leaves for the sign-in by itself, and comes back to where it was", async ({ browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${baseUrl()}/sign-in`)
  await signIn(page, EMAIL, PASSWORD)
  await openLive(page, "/orders?court=you")
  const other = await browser.newPage({ storageState: signedIn })
  await other.goto(`${baseUrl()}/settings?tab=you`)
  await other.getByRole("button", { name: "Sign out everywhere else" }).click()
  await expect(other.getByText("Those browsers are signed out.")).toBeVisible()
  await expect(page).toHaveURL(`${baseUrl()}/sign-in?next=%2Forders%3Fcourt%3Dyou`, { timeout: 15_000 })
  await Promise.all([context.close(), other.close()])
})

test.describe("an admin", () => {
  test.beforeEach(async ({ context }) => {
    await context.addCookies(signedIn.cookies)
  })

  test("invites by a link that is shown once; who opens it sees what the role sees", async ({ page, browser }) => {
    await openLive(page, "/settings?tab=members")
    await page.getByLabel("E-mail address").fill("vera@example.com")
    await page.getByRole("radio", { name: /^Viewer/ }).check()
    await page.getByRole("button", { name: "Make the link" }).click()
    const link = await page.locator("code").filter({ hasText: "/setup?token=" }).textContent()
    await expect(page.getByRole("row").filter({ hasText: "vera@example.com" })).toContainText("Membership as viewer")

    const theirs = await browser.newPage()
    await theirs.goto(link ?? "")
    await expect(theirs.getByLabel("E-mail address")).toHaveValue("vera@example.com")
    await theirs.getByLabel("Name").fill("Vera")
    await theirs.getByLabel("Password").fill("nine silver anchors")
    await theirs.getByRole("button", { name: "Join" }).click()
    await expect(theirs.getByRole("heading", { name: "Home", level: 1 })).toBeVisible()
    // A viewer is offered nothing that would be refused, and told why.
    await theirs.goto(`${baseUrl()}/settings?tab=clocks`)
    await expect(theirs.getByText("Only an admin changes what stands here.")).toBeVisible()
    await expect(theirs.getByRole("button", { name: "Save clocks" })).toBeDisabled()
    await expect(theirs.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Members" })).toHaveCount(0)
    const refused = await theirs.goto(`${baseUrl()}/settings?tab=members`)
    expect(refused?.status()).toBe(403)
    await expect(theirs.getByRole("heading", { name: "Not for your role" })).toBeVisible()
    await expectAccessible(theirs)

    await page.reload()
    const row = page.getByRole("row").filter({ hasText: "vera@example.com" })
    await row.getByRole("combobox", { name: "Role of Vera" }).selectOption("coordinator")
    await row.getByRole("button", { name: "Save the role of Vera" }).click()
    await expect(page.getByText("The role is changed. It holds at once.")).toBeVisible()
    await row.getByRole("button", { name: "Disable: Vera" }).click()
    await expect(row.getByText("Disabled")).toBeVisible()
    await theirs.goto(`${baseUrl()}/`)
    await expect(theirs.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible()
    await theirs.close()
  })

  test("makes a customer's link, which shows a stranger where the order stands, and nothing else", async ({ page, browser }) => {
    await openLive(page, "/orders/sr_acc001")
    await page.locator("summary").filter({ hasText: "Make a link" }).click()
    await page.getByRole("button", { name: "Make a link" }).click()
    const link = (await page.locator("code").filter({ hasText: "/s/" }).textContent()) ?? ""
    for (const [colorScheme, width] of [
      ["light", 1440],
      ["dark", 360],
    ] as const) {
      const theirs = await browser.newPage({ colorScheme, viewport: { width, height: 900 }, javaScriptEnabled: colorScheme === "dark" })
      await theirs.goto(link)
      await expect(theirs.getByRole("heading", { name: "Moving your numbers" })).toBeVisible()
      await expect(theirs.getByText("We are sorting something out; we will contact you.")).toBeVisible()
      await expect(theirs.getByText("sr_acc001")).toHaveCount(0)
      if (colorScheme === "dark") {
        await expectAccessible(theirs)
        await expectNoSidewaysScroll(theirs)
        expect(await theirs.evaluate(() => document.scripts.length)).toBe(0)
      }
      await theirs.close()
    }
    await page.reload()
    await expect(page.getByText("opened 2 times")).toBeVisible()
    await page.getByRole("button", { name: "Revoke" }).click()
    await expect(page.getByText("None in force.")).toBeVisible()
    const gone = await browser.newPage()
    await gone.goto(link)
    await expect(gone.getByRole("heading", { name: "This link shows nothing any more" })).toBeVisible()
    await gone.close()
  })

  test("makes a key that is shown once, and revokes it", async ({ page, request }) => {
    await openLive(page, "/settings?tab=keys")
    await page.getByLabel("Name").fill("Prometheus")
    await page.getByRole("button", { name: "Make the key" }).click()
    const key = await page
      .locator("code")
      .filter({ hasText: /^portline_[\w-]{43}$/ })
      .textContent()
    const ask = async (): Promise<number> =>
      (await request.get(`${baseUrl()}/api/metrics`, { headers: { authorization: `Bearer ${key}` } })).status()
    expect(await ask()).toBe(200)
    await page.reload()
    await page.getByRole("button", { name: "Revoke Prometheus" }).click()
    await expect(page.getByText("The key is revoked.")).toBeVisible()
    await expect(page.getByText(key ?? "")).toHaveCount(0)
    expect(await ask()).toBe(401)
    await page.goto(`${baseUrl()}/settings?tab=audit&action=key_revoked`)
    await expect(page.getByRole("row").filter({ hasText: "Prometheus" })).toContainText("API key revoked")
  })

  for (const [colorScheme, width] of [
    ["light", 1440],
    ["dark", 360],
  ] as const) {
    test(`axe finds nothing on members, keys, audit and you at ${width} px, ${colorScheme}, and nothing scrolls sideways`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      for (const tab of ["members", "keys", "audit", "audit&from=nonsense&actor=nobody", "you&note=password_wrong"]) {
        await openLive(page, `/settings?tab=${tab}`)
        await expectAccessible(page)
        await expectNoSidewaysScroll(page)
      }
      await page.context().clearCookies()
      for (const path of ["/sign-in?note=limited", "/setup?token=nonsense"]) {
        await page.goto(`${baseUrl()}${path}`)
        await expectAccessible(page)
        await expectNoSidewaysScroll(page)
      }
    })
  }
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })
  test("a sign-in, a password and a sign-out are forms that are posted", async ({ page }) => {
    await page.goto(`${baseUrl()}/events`)
    await signIn(page, EMAIL, PASSWORD)
    await expect(page).toHaveURL(`${baseUrl()}/events`)
    await page.goto(`${baseUrl()}/settings?tab=you`)
    await page.getByLabel("Present password").fill("wrong")
    await page.getByLabel("New password").fill("eleven tin whistles")
    await page.getByRole("button", { name: "Change the password" }).click()
    await expect(page.getByText("The present password is wrong.")).toBeVisible()
    await page.getByRole("button", { name: "Sign out" }).first().click()
    await expect(page.getByText("You are signed out.")).toBeVisible()
  })
})
