import { describe, expect, it } from 'vitest';
import { isForbiddenAddress, isOwnListener } from './forbidden-address.ts';

describe('addresses that are never an upstream', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    '::169.254.169.254',
    '100.100.100.200',
    '168.63.129.16',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    '0.0.0.0',
    '0.1.2.3',
    '::',
    '::ffff:0.0.0.0',
    '224.0.0.1',
    'ff02::1',
    '255.255.255.255',
    'not an address',
    '',
  ])('%s', (address) => expect(isForbiddenAddress(address)).toBe(true));

  it.each([
    '127.0.0.1',
    '::1',
    '10.0.0.1',
    '192.168.1.1',
    '172.16.0.1',
    '8.8.8.8',
    'fd12::1',
    '2001:db8::1',
    '::ffff:10.0.0.1',
  ])('but %s may be', (address) => expect(isForbiddenAddress(address)).toBe(false));
});

describe('places where we listen ourselves', () => {
  const listeners = ['127.0.0.1:9090', '0.0.0.0:8443', '[::1]:5432', 'localhost:7000'];
  it.each([
    ['127.0.0.1', 9090, true],
    ['::ffff:127.0.0.1', 9090, true],
    ['127.0.0.1', 9091, false],
    ['10.9.9.9', 9090, false],
    ['127.0.0.1', 8443, true],
    ['127.0.0.5', 8443, true],
    ['::1', 8443, true],
    ['203.0.113.7', 8443, false],
    ['::1', 5432, true],
    ['127.0.0.1', 5432, false],
    ['127.0.0.1', 7000, true],
  ])('%s port %d: %s', (address, port, own) => {
    expect(isOwnListener(address, port, listeners)).toBe(own);
  });
});
