/**
 * A certified provider of OpenID Connect for the tests, set as strict as it can be.
 *
 * Its first argument is the folder in which oidc-provider is installed, its second one JSON: the
 * port, its keys, the clients, and the people by the name that they sign in with. The page to sign
 * in is ours; all else is oidc-provider.
 */

import path from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const [folder, told] = process.argv.slice(2);
const { port, keys, clients, people, password, isInToken, methods } = JSON.parse(told);
const main = path.join(folder, "node_modules", "oidc-provider", "lib", "index.js");
const { Provider } = await import(pathToFileURL(main));

const page = (wrong) => `<!DOCTYPE html><html lang="nl"><title>De aanbieder</title>
  <h1>De aanbieder</h1>${wrong ? '<p role="alert">Naam of wachtwoord klopt niet.</p>' : ""}
  <form method="post"><label>Naam <input name="name" required></label>
  <label>Wachtwoord <input name="password" type="password" required></label>
  <button name="choice" value="in">Ga verder</button></form>
  <form method="post"><button name="choice" value="stop">Stop</button></form></html>`;

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients,
  jwks: { keys },
  cookies: { keys: ["only for tests"] },
  claims: { openid: ["sub"], profile: ["name", "roles", "groups"] },
  conformIdTokenClaims: !isInToken,
  clientAuthMethods: methods,
  enabledJWA: { idTokenSigningAlgValues: ["RS256", "PS256", "ES256"] },
  findAccount: (_, name) =>
    people[name] && { accountId: name, claims: () => ({ sub: name, ...people[name] }) },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async ({ oidc }) => {
    const { clientId } = oidc.client;
    const known = oidc.session.grantIdFor(clientId);
    if (known) {
      return provider.Grant.find(known);
    }
    const grant = new provider.Grant({ clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid profile");
    await grant.save();
    return grant;
  },
  pkce: { required: () => true },
  responseTypes: ["code"],
  scopes: ["openid"],
  ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
});

async function interact(context) {
  const { req, res } = context;
  await provider.interactionDetails(req, res);
  if (context.method === "POST") {
    const typed = Object.fromEntries(new URLSearchParams(await text(req)));
    if (typed.choice === "stop") {
      return provider.interactionFinished(req, res, { error: "access_denied" });
    }
    if (people[typed.name] && typed.password === password) {
      return provider.interactionFinished(req, res, { login: { accountId: typed.name } });
    }
  }
  context.type = "html";
  context.body = page(context.method === "POST");
}

provider.use(async (context, next) => {
  if (context.path.startsWith("/interaction/")) {
    await interact(context);
  } else if (context.path === "/auth" && !(context.query.state && context.query.nonce)) {
    context.status = 400;
    context.body = "state and nonce are required";
  } else {
    await next();
  }
});

provider.listen(port, "127.0.0.1");
