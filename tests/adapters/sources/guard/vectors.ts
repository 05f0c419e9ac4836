// Ways into a network that an address from outside may try, and public addresses that look like them.

/** Addresses that no public host has. */
export const SPECIAL_4 =
  '0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.1.2.3 127.255.255.255 168.63.129.16 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255'.split(
    ' ',
  )
export const SPECIAL_6 =
  ':: ::1 ::7f00:1 ::a9fe:a9fe ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe ::ffff:0.0.0.0 ::ffff:0:127.0.0.1 ::ffff:0:a00:1 0:0:0:0:0:ffff:7f00:0001 64:ff9b::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b::10.0.0.1 64:ff9b:1::7f00:1 64:ff9b:1:ffff::808:808 100::1 100:0:0:1::1 2001::1 2001:0:4136:e378:8000:63bf:80ff:fffe 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:a9fe:a9fe:: 2002:c0a8:1:: 2002:808:808:: 3fff::1 3fff:fff::1 5f00::1 fc00::1 fd00:ec2::254 fd20:ce::254 fdff::1 fe80::1 fe80::a9fe:a9fe febf::1 fec0::1 ff02::1 ff05::2 ff0e::1 1::1 400::1 4000::1 8000::1'.split(
    ' ',
  )

/** Public ones; many stand next to a special network. */
export const PUBLIC_4 =
  '1.0.0.0 1.1.1.1 8.8.8.8 9.9.9.9 9.255.255.255 11.0.0.1 23.1.2.3 34.1.1.1 52.0.0.1 93.184.215.14 99.255.255.255 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 151.101.1.164 168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.1 172.15.255.255 172.32.0.1 191.255.255.255 192.0.1.1 192.0.3.1 192.88.98.1 192.88.100.1 192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1 198.51.99.1 198.51.101.1 203.0.112.1 203.0.114.1 223.255.255.255'.split(
    ' ',
  )
export const PUBLIC_6 =
  '2606:4700:4700::1111 2001:4860:4860::8888 2620:fe::fe 2a00:1450:4001:80f::200e 2a04:4e42::164 2400:cb00::1 2001:200::1 2001:503:ba3e::2:30 2001:db7:ffff::1 2001:db9::1 2003::1 2c0f:fb50:4002::1 2800:3f0:4001::1 2a03:2880:f12f:83:face:b00c:0:25de 2001:67c:4e8::1 2a02:26f0::1 ::ffff:8.8.8.8 ::ffff:808:808 64:ff9b::8.8.8.8 64:ff9b::5db8:d70e'.split(
    ' ',
  )
export const PUBLIC_URLS = [
  'http://134744072/',
  'http://0x08080808/',
  'http://010.010.010.010/',
  'https://news.example/a?b=http://127.0.0.1/',
  'https://news.example:443/#@127.0.0.1',
  'http://news.example:443/',
  'https://NEWS.example./',
  'https://127.0.0.1.news.example/',
  'https://localhost.news.example/',
  'https://internal.example/',
  'https://мир.example/',
  'https://news.example/@127.0.0.1/',
  'https://xn--p1ai.example/',
  'https://_dmarc.news.example/',
]

/** One IPv4 in every spelling that a reader of addresses has been known to take. */
export function spellings(address: string): readonly string[] {
  const parts = address.split('.').map(Number)
  const [a = 0, b = 0, c = 0, d = 0] = parts
  const whole = ((a * 256 + b) * 256 + c) * 256 + d
  const hex = (n: number) => n.toString(16)
  const [high, low] = [hex(a * 256 + b), hex(c * 256 + d)]
  return [
    address,
    `${address}.`,
    String(whole),
    `0x${hex(whole)}`,
    `0X${hex(whole).toUpperCase()}`,
    `0${whole.toString(8)}`,
    parts.map((n) => `0${n.toString(8)}`).join('.'),
    parts.map((n) => `0x${hex(n)}`).join('.'),
    parts.map((n) => `000000${n.toString(8)}`).join('.'),
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    `0x${hex(a)}.0${b.toString(8)}.${c * 256 + d}`,
    address.replaceAll('.', '。'),
    address.replaceAll('.', '．'),
    address.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    address.replace(/[1-9]/g, (digit) => String.fromCodePoint(0x2460 + Number(digit) - 1)),
    address.replace(/\d/, (digit) => `%3${digit}`),
    address.replace('.', '\u00ad.'),
    `[::ffff:${address}]`,
    `[::ffff:${high}:${low}]`,
    `[0:0:0:0:0:FFFF:${high}:${low}]`,
    `[::${high}:${low}]`,
    `[::ffff:0:${high}:${low}]`,
    `[64:ff9b::${high}:${low}]`,
    `[64:ff9b:1::${high}:${low}]`,
    `[2002:${high}:${low}::1]`,
    `[2001:0:${high}:${low}::]`,
  ]
}

export const LOCAL_NAMES =
  'localhost LOCALHOST localhost. foo.localhost foo.localhost. localhost.localdomain printer.local _x.local metadata.google.internal metadata.google.internal. instance-data.ec2.internal router.home.arpa nas.lan wiki.corp files.home db.intranet kube.private host.docker.internal kubernetes.default.svc.cluster.local metadata router a x.test x.invalid facebookcorewwwi.onion x.alt 1.0.0.127.in-addr.arpa ⓛⓞⓒⓐⓛⓗⓞⓢⓣ ｌｏｃａｌｈｏｓｔ loc%61lhost local%68ost. lo\u00adcalhost localhost%00.news.example -x.example x..example .example 127.0.0.1..'.split(
    ' ',
  )

export const ODD_URLS = [
  '',
  ' ',
  'news.example',
  '//news.example/feed',
  'file:///etc/passwd',
  'file://news.example/etc/passwd',
  'ftp://news.example/feed',
  'gopher://127.0.0.1:6379/_INFO',
  'dict://127.0.0.1:11211/stat',
  'ldap://127.0.0.1/',
  'tftp://127.0.0.1/x',
  'sftp://127.0.0.1/x',
  'jar:http://127.0.0.1!/x',
  'netdoc:///etc/passwd',
  'data:text/xml,<rss/>',
  'javascript:alert(1)',
  'blob:https://news.example/1',
  'ws://news.example/',
  'wss://news.example/',
  'view-source:http://127.0.0.1/',
  'unix:/var/run/docker.sock',
  'http+unix://%2Fvar%2Frun%2Fdocker.sock/',
  'feed://127.0.0.1/',
  'http://user@news.example/',
  'http://user:secret@news.example/',
  'http://:secret@news.example/',
  'http://news.example@127.0.0.1/',
  'http://news.example%40127.0.0.1/',
  'http://127.0.0.1#@news.example/',
  'http://127.0.0.1?@news.example/',
  'http://127.0.0.1\\@news.example/',
  'http:\\\\127.0.0.1\\',
  'http:/127.0.0.1/',
  'http:127.0.0.1/',
  'http:///127.0.0.1/',
  'ht\ntp://127.0.0.1/',
  'http://127.\t0.0.1/',
  '\u0000http://127.0.0.1/',
  ' http://127.0.0.1/ ',
  'http://127.0.0.1:80:80/',
  'http://[::1/',
  'http://::1/',
  'http://[::1%25eth0]/',
  'http://[fe80::1%25lo]/',
  'http://1.1.1.1 &@127.0.0.1/',
  'http://256.256.256.256/',
  'http://1.2.3.4.5/',
  'http://0/',
  'http://127.1/',
  'http://[::]/',
  `http://${'a'.repeat(64)}.example/`,
  `http://${'a.'.repeat(130)}example/`,
  `https://news.example/${'a'.repeat(3000)}`,
  ...[0, 1, 21, 22, 23, 25, 53, 110, 111, 135, 389, 445, 2375, 3306, 5432, 6379, 8080, 8443, 9200, 11_211, 27_017, 65_535].map(
    (port) => `http://news.example:${port}/`,
  ),
]

/** What a name server may answer: never one public address alone. */
export const BAD_ANSWERS: readonly (readonly string[])[] = [
  ...[...SPECIAL_4, ...SPECIAL_6].map((address) => [address]),
  ['93.184.215.14', '127.0.0.1'],
  ['127.0.0.1', '93.184.215.14'],
  ['93.184.215.14', '::1'],
  ['2606:4700:4700::1111', '169.254.169.254'],
  ['2606:4700:4700::1111', 'fd00:ec2::254'],
  ['1.1.1.1', '8.8.8.8', '9.9.9.9', '10.0.0.1'],
  ['1.1.1.1', '::ffff:7f00:1'],
  ['1.1.1.1', '64:ff9b::a00:1'],
  ['fe80::1%eth0'],
  ['2606:4700:4700::1111%1'],
  [''],
  ['localhost'],
  ['127.1'],
  ['0x7f.0.0.1'],
  ['2130706433'],
  ['news.example'],
  ['93.184.215.14 '],
  ['[::1]'],
  [],
  Array.from({ length: 40 }, (_, n) => `1.1.1.${n}`),
]
