export { verifyCaller } from './caller.ts';
export { connectionStatus, statusQuestionSchema } from './connection-status.ts';
