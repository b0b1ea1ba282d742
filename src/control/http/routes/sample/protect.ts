import { sample } from '#contracts/api/sample.ts';
import { protectSample } from '../../../services/sample/protect-sample.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const sampleProtectEndpoint = defineEndpoint(sample.protect, ({ call }) => protectSample(call));
