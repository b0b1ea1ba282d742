import { sample } from '#contracts/api/sample.ts';
import { getSample } from '../../../services/sample/get-sample.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const sampleGetEndpoint = defineEndpoint(sample.get, ({ call }) => getSample(call));
