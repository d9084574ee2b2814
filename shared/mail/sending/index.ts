export { addressesIn, addressIn } from '../composing/addresses-in.ts';
export type { SendRequest } from '../model/send-request.ts';
export { runDueSends, type SendRun } from './run-due-sends.ts';
export { send } from './send.ts';
export type { SendPorts } from './send-ports.ts';
export { type SendStatus, stateOfSend } from './send-status.ts';
