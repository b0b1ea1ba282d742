export { answerJoin, type JoinExchange } from './answer-join.ts';
export {
  authorityFingerprint,
  createJoinDesk,
  type JoinDesk,
  type JoinDeskOptions,
  type JoinOrigin,
  type JoinRefusal,
  type PeerCertificate,
} from './join-desk.ts';
