export { answerMessage } from './answer-message.ts';
export { acknowledgement, soapFault } from './soap-answer.ts';
