/** What the template compiler says, and the likely mistake behind it. */
const likely: Record<string, string> = {
  'unexpected character': '多余的字符',
  'unexpected character inside expression': '{{ }} 里的表达式写错了',
  'missing expression end': '{{ 没有对应的 }}',
  'illegal entity': '不认识的 HTML 实体',
  'incomplete tag': '标签没有写完，缺少 >',
  'missing end tag': '标签没有闭合，缺少结束标签',
  'invalid end tag': '多余的结束标签，没有对应的开始标签',
  'illegal name prefix': '属性名的前缀写错了',
  'invalid attribute prefix':
    '属性的前缀写错了（可用的有 bind:、catch:、mut-bind:、capture-bind:、model:、change:、data-、mark:、wx:）',
  'invalid attribute name': '属性名写错了',
  'invalid attribute value': '属性值写错了',
  'invalid attribute': '这里不能用这个属性',
  'duplicated attribute': '同一个属性写了两次',
  'duplicated name': '同一个名字用了两次',
  'avoid uppercase letters': '标签和属性名不要用大写字母',
  'unexpected whitespace': '多余的空格',
  'missing attribute value': '属性缺少值',
  'data bindings are not allowed for this attribute': '这个属性不能用 {{ }}',
  'not a valid identifier': '不是合法的变量名',
  'not a valid identifier as scope name': '不是合法的变量名',
  'child nodes are not allowed for this element': '这个标签里不能有内容',
  'illegal escape sequence': '不合法的转义',
  'incomplete condition expression': '三元表达式不完整，缺少 : 后面的部分',
  'unmatched bracket': '方括号不配对',
  'unmatched parenthesis': '圆括号不配对',
  'missing module name': 'wxs 标签缺少 module 属性',
  'missing source path': '缺少 src 属性',
  'this syntax has not been supported yet': '预览不支持这种写法',
  'should be quoted': '属性值要加引号',
  'the expression is empty': '{{ }} 里是空的',
  'unknown meta tag': '不认识的标签',
};

/** The compiler's message in Chinese, with its own words kept for whoever searches for them. */
export function explainTemplateProblem(message: string): string {
  const text = likely[message];
  return text ? `${text}（${message}）` : message;
}
