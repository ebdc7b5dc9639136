// Starts the emulator by its class, never by its command line, which edits system files.
import { TelegramApiMockServer } from "telegram-api-mock-server";
process.on("unhandledRejection", () => {}); // it would die of a connection that is reset
const server = new TelegramApiMockServer({ host: "127.0.0.1", port: 0, mode: "mock", admin: { host: "127.0.0.1", port: 0 } });
await server.start();
console.log(JSON.stringify({ api: server.getAddress().port, admin: server.getAdminAddress().port }));
