import type { Label } from '../message.js';

export const FILE_TEXTS = {
  FILE_NAME_MISSING: { 'zh-CN': '文件名不能为空', en: 'The file needs a name' },
  FILE_KIND_NOT_ALLOWED: {
    'zh-CN': '不支持此类文件，可以上传：{kinds}',
    en: 'Files of this kind are not taken; these are: {kinds}',
  },
  FILE_TYPE_MISMATCH: {
    'zh-CN': '文件类型与文件名后缀“{extension}”不符',
    en: 'The content type does not fit the ending .{extension}',
  },
  FILE_EMPTY: { 'zh-CN': '文件不能为空', en: 'The file is empty' },
  FILE_TOO_LARGE: { 'zh-CN': '文件最大 {max} MiB', en: 'A file of this kind has at most {max} MiB' },
  FILE_SIZE_DIFFERS: {
    'zh-CN': '文件大小与声明的 {size} 字节不符',
    en: 'The file does not have the {size} bytes announced',
  },
  FILE_CONTENT_FALSE: {
    'zh-CN': '文件内容不是“{extension}”格式',
    en: 'The content is not that of a .{extension} file',
  },
  FILE_URL_INVALID: { 'zh-CN': '链接无效', en: 'This link is not valid' },
  FILE_URL_EXPIRED: { 'zh-CN': '链接已过期，请重新获取', en: 'This link has expired; please ask for a new one' },
  FILE_ALREADY_UPLOADED: { 'zh-CN': '文件已上传', en: 'The file has arrived already' },
  FILE_NOT_UPLOADED: { 'zh-CN': '文件尚未上传', en: 'The file has not been uploaded yet' },
  EXPORT_TOO_LARGE: {
    'zh-CN': '一次最多导出 {max} 行，请缩小筛选范围',
    en: 'At most {max} rows at once; please narrow the filter',
  },
} as const satisfies Record<string, Label>;
